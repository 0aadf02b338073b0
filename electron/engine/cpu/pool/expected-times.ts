/** What runs of routines took, and so what they will take. */
export class ExpectedTimes {
  /** ms of one thread for a unit of work, by routine. */
  readonly #costs = new Map<number, number>()

  note(run: Sized, threads: number, ms: number): void {
    this.#costs.set(run.routine, (ms * threads) / run.work)
  }

  /** ms; Infinity for a routine that never ran. */
  of(run: Sized, threads: number): number {
    return ((this.#costs.get(run.routine) ?? Infinity) * run.work) / threads
  }

  forget(routine: number): void {
    this.#costs.delete(routine)
  }
}

interface Sized {
  readonly routine: number
  readonly work: number
}
