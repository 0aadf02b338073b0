import type { BenchRequest } from './arguments'
import type { StartStage } from './entrant'
import { describeMachine, type BenchMachine } from './machine'
import { tell } from './say'
import { slopePer100, type SoakReading } from './soak'
import { digits, formatTable } from './table'

/** What became of the memory of one process. */
export interface SoakDocument {
  readonly machine: BenchMachine
  readonly readings: readonly SoakReading[]
  /** MB per 100 runs over the second half, when everything has been seen once; null where not told. */
  readonly slopesMb: Readonly<Record<Measure, number | null>>
}

const MEASURES = ['wasmMb', 'takenMb', 'heapMb', 'residentMb'] as const
type Measure = (typeof MEASURES)[number]
const READINGS = 20

/** Runs of mixed shapes in one process of the CPU engine, and its memory after every twentieth part. */
export async function soak(
  { soak: count, soakShapes: shapes, variants, profile, threads, runtime }: BenchRequest,
  start: StartStage,
): Promise<SoakDocument> {
  const setup = {
    engine: 'cpu' as const,
    variant: variants[0] ?? 'auto',
    profile,
    threads: Math.max(...threads),
  }
  const handle = await start(setup, runtime)
  const readings: SoakReading[] = []
  try {
    const used = await handle.call('open', setup)
    const total = count ?? 0
    for (let done = 0; done < total;) {
      const part = Math.min(total - done, Math.ceil(total / READINGS))
      const reading = await handle.call('soak', { runs: part, shapes })
      readings.push({ ...reading, residentMb: reading.residentMb ?? (await handle.residentMb()) })
      done += part
      tell(`${done} of ${total} runs`)
    }
    const { runtime: version } = handle
    const about = { runtime: version, profile: used, limits: [], pinned: false }
    const machine = describeMachine(about)
    return { machine, readings, slopesMb: slopesOf(readings) }
  } finally {
    await handle.close()
  }
}

function slopesOf(readings: readonly SoakReading[]): Record<Measure, number | null> {
  const settled = readings.slice(Math.floor(readings.length / 2))
  const slope = (measure: Measure): number | null => {
    const points = settled.flatMap(({ runs, [measure]: value }) =>
      value === null ? [] : [{ runs, value }],
    )
    return points.length < 2 ? null : slopePer100(points)
  }
  return {
    wasmMb: slope('wasmMb'),
    takenMb: slope('takenMb'),
    heapMb: slope('heapMb'),
    residentMb: slope('residentMb'),
  }
}

/** The readings as people read them. */
export function describeSoak({ machine, readings, slopesMb }: SoakDocument): string {
  const cell = (value: number | null): string => (value === null ? '–' : value.toFixed(1))
  const lines = readings.map((reading) => [
    `${reading.runs}`,
    ...MEASURES.map((measure) => cell(reading[measure])),
  ])
  const slopes = MEASURES.map((measure) => {
    const slope = slopesMb[measure]
    return slope === null ? '–' : digits(slope)
  })
  return [
    `${machine.cpu} · ${machine.runtime} · profile ${machine.profile}`,
    formatTable({
      heads: ['runs', 'wasm memory MB', 'in use MB', 'JS heap MB', 'process MB'],
      lines: [...lines, ['MB / 100 runs', ...slopes]],
    }),
    'The last line is the slope over the second half.',
  ].join('\n')
}
