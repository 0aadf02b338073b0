/** Fewest counted runs, and the fewest of an engine whose single run takes long. */
const [FEWEST, FEWEST_SLOW] = [15, 7]
const SLOW_MS = 400
const MOST = 60
const BUDGET_MS = 1000

/** How many counted runs a run of `ms` suggests: about a second, 15 to 60, 7 of slow ones. */
export function runsFor(ms: number): number {
  if (ms > SLOW_MS) return FEWEST_SLOW
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(BUDGET_MS / Math.max(ms, 0.001))))
}

/**
 * The order of turns: engines by index, interleaved run by run. One with fewer runs is spread
 * evenly over the whole, so that what else the machine does hits all of them alike.
 */
export function turnsOf(runs: readonly number[]): number[] {
  const rounds = Math.max(0, ...runs)
  const turns: number[] = []
  for (let round = 0; round < rounds; round++) {
    runs.forEach((count, engine) => {
      const due = (at: number) => Math.floor((at * count) / rounds)
      if (due(round + 1) > due(round)) turns.push(engine)
    })
  }
  return turns
}
