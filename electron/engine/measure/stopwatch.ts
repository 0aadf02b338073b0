import type { Spread } from '../../contract/jobs'

/** Starts a stopwatch; what is returned tells the milliseconds since, as often as it is asked. */
export function startStopwatch(): () => number {
  const start = performance.now()
  return () => performance.now() - start
}

/** The middle of some numbers, the mean of the middle two when they are even. NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/** Median, smallest and largest of the runs, ms. */
export function spreadOf(runsMs: readonly number[]): Spread {
  return {
    median: medianOf(runsMs),
    min: Math.min(...runsMs),
    max: Math.max(...runsMs),
    n: runsMs.length,
  }
}

/** GFLOP/s with 2 FLOP per multiply-add. A time of 0 ms is below the clock: 0 is given, not ∞. */
export function gflopsOf(macs: number, ms: number): number {
  return ms > 0 ? (2 * macs) / (ms * 1e6) : 0
}
