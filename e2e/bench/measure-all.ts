import type { BenchEngine, BenchRequest, Runtime } from './arguments'
import { Entrant, type StartStage } from './entrant'
import type { BenchDocument } from './machine'
import { describeMachine } from './machine'
import type { Limits } from './peak'
import { mustPinHere } from './pin-threads'
import { raceShape } from './race'
import { finishRows, isOwn, type Row } from './rows'
import { tell } from './say'
import type { StageSetup } from './stage'

/** Measures every shape of a request. Its processes are gone when this settles. */
export async function measureAll(
  request: BenchRequest,
  start: StartStage,
): Promise<BenchDocument<Row>> {
  const pin = request.pin ?? mustPinHere()
  const machine = describeMachine({ ...(await describeRuntime(request, start)), pinned: pin })
  const entrants = entrantsOf(request, { start, pin })
  const rows: Row[] = []
  try {
    for (const shape of request.shapes) {
      const measured = await raceShape(shape, entrants, { runs: request.runs, tell })
      rows.push(...finishRows(measured))
    }
  } finally {
    await Promise.all(entrants.map((entrant) => entrant.close()))
  }
  return { machine, rows }
}

/** They have a row on one thread only. */
const ONE_THREAD: readonly BenchEngine[] = ['typescript', 'opencv']

/** One entrant for every engine, thread count and, for the CPU engine, variant. */
function entrantsOf(
  request: BenchRequest,
  how: { readonly start: StartStage; readonly pin: boolean },
): Entrant[] {
  const { engines, threads, variants, profile, runtime } = request
  return threads.flatMap((count) =>
    engines.flatMap((engine) => {
      if (count > 1 && ONE_THREAD.includes(engine)) return []
      const names = engine === 'cpu' ? variants : ['auto']
      return names.map((variant) => {
        const setup: StageSetup = { engine, variant, profile, threads: count }
        return new Entrant(setup, runtimeOf(engine, runtime), how)
      })
    }),
  )
}

/** The native peer is the same wherever the lab's engine runs. */
export function runtimeOf(engine: BenchEngine, runtime: Runtime): Runtime {
  return engine === 'onnxruntime' ? 'node' : runtime
}

/** Version and limits of the runtime, where an engine of the lab is asked for. */
async function describeRuntime(
  { engines, threads, profile, runtime }: BenchRequest,
  start: StartStage,
): Promise<{ runtime: string; profile: string; limits: readonly Limits[] }> {
  const limits: Limits[] = []
  let [version, used] = [runtime as string, profile]
  if (!engines.some(isOwn)) return { runtime: version, profile: used, limits }
  for (const count of threads) {
    tell(`limits of this machine on ${count} thread(s)`)
    const handle = await start({ engine: 'cpu', variant: 'auto', profile, threads: count }, runtime)
    try {
      version = handle.runtime
      used = await handle.call('open', { engine: 'cpu', variant: 'auto', profile, threads: count })
      const found = await handle.call('limits')
      if (found) limits.push(found)
    } finally {
      await handle.close()
    }
  }
  return { runtime: version, profile: used, limits }
}
