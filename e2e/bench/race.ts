import { spreadOf } from '../../electron/engine/measure/stopwatch'
import type { Entrant } from './entrant'
import type { Measured } from './rows'
import { runsFor, turnsOf } from './schedule'
import { macsOf } from './shape'
import type { BenchShape } from './suite'

/**
 * Measures one shape: every entrant is checked, the ones that are right warm up, and then run in
 * turns, so that only one computes at a time. runs: counted runs, or null for about a second each.
 */
export async function raceShape(
  shape: BenchShape,
  entrants: readonly Entrant[],
  { runs, tell }: { runs: number | null; tell: (text: string) => void },
): Promise<Measured[]> {
  for (const entrant of entrants) {
    tell(`${shape.name}: checking ${entrant.label}`)
    await entrant.prepare(shape)
  }
  const running = entrants.filter(({ isRunning }) => isRunning)
  const counts: number[] = []
  for (const entrant of running) {
    const bestMs = await entrant.warmUp()
    counts.push(runs ?? runsFor(bestMs))
  }
  tell(`${shape.name}: ${counts.reduce((sum, count) => sum + count, 0)} runs in turns`)
  for (const index of turnsOf(counts)) {
    const entrant = running[index]
    if (!entrant?.isRunning) continue
    await entrant.takeTurn()
  }
  for (const entrant of running) if (entrant.isRunning) await entrant.finish()
  const macs = macsOf(shape)
  return entrants.map((entrant) => measuredOf(shape, entrant, macs))
}

function measuredOf(shape: BenchShape, entrant: Entrant, macs: number): Measured {
  const { setup, runtime, preparation, times } = entrant
  const { engine, threads } = setup
  const base = { shape: shape.name, engine, threads, runtime, macs }
  if (preparation?.ok) {
    const { variant, relativeError } = preparation
    return { ...base, variant, ms: spreadOf(times), relativeError }
  }
  const problem = preparation?.problem
  return {
    ...base,
    variant: problem?.variant || (engine === 'cpu' ? setup.variant : engine),
    ms: null,
    relativeError: problem?.relativeError ?? null,
    problem: problem?.message ?? 'It was not measured.',
    problemKind: problem?.kind ?? 'failed',
  }
}
