import { FaultError } from '../../../contract/faults'
import { sentence, type Sentence } from '../../../contract/sentence'
import type { RunNews } from './control'

/** How far one run is, and what became of it. */
export class RunState {
  readonly #startedAt = performance.now()
  #isDone = false
  #trap: string | null = null
  #isOver = false
  #failure: Error | null = null
  #onEnd: ((failure: Error | null) => void) | null = null

  get isOver(): boolean {
    return this.#isOver
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt
  }

  /** Why a run that is over gave no result; null when it gave one. */
  get failure(): Error | null {
    return this.#failure
  }

  /** Takes in what a thread says. hasTrapped: one of them trapped, its message may still be on its way. */
  hear(news: RunNews, hasTrapped: boolean): void {
    if (news.kind === 'trapped') this.#trap ??= news.message
    else this.#isDone = true
    if (!this.#isDone || (hasTrapped && this.#trap === null)) return
    this.end(this.#trap === null ? null : defect(sentence`A routine stopped: ${this.#trap}`))
  }

  /** The first end counts. */
  end(failure: Error | null): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#failure = failure
    this.#onEnd?.(failure)
  }

  /** Settles with the failure, or null, when the run is over. */
  ended(): Promise<Error | null> {
    if (this.#isOver) return Promise.resolve(this.#failure)
    return new Promise((resolve) => (this.#onEnd = resolve))
  }
}

/** A fault of the engine itself. */
export function defect(said: Sentence): FaultError {
  return new FaultError('internal', said)
}
