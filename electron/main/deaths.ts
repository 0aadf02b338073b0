/** Three deaths of the compute window in this time make the lab careful. */
export const WINDOW_MS = 5 * 60_000
export const MOST_DEATHS = 3

/** Counts how often the compute window went away. now: ms, from any steady clock. */
export class Deaths {
  readonly #times: number[] = []

  /** Notes one more; returns how many there were within the last five minutes. */
  add(now: number): number {
    this.#times.push(now)
    while (now - (this.#times[0] ?? now) > WINDOW_MS) this.#times.shift()
    return this.#times.length
  }
}
