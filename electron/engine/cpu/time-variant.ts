import type { PreparedConvolution, Tensor } from '../engine'

/** Trials go on for so long at least, and for so many runs; the first, cold run is not counted. */
const TRIAL_MS = 30
const TRIAL_RUNS = 3

const NEVER = new AbortController().signal
const NOTHING = (): void => undefined

/**
 * Milliseconds of the quickest of a few runs. input: gives a view of it, asked for before each run,
 * since memory that is not shared takes views away when it grows.
 */
export async function timeRuns(
  prepared: PreparedConvolution,
  input: () => Tensor,
): Promise<number> {
  const start = performance.now()
  await prepared.run(input(), NEVER, NOTHING)
  let best = Infinity
  for (let run = 0; run < TRIAL_RUNS || performance.now() - start < TRIAL_MS; run++) {
    best = Math.min(best, (await prepared.run(input(), NEVER, NOTHING)).computeMs)
  }
  return best
}
