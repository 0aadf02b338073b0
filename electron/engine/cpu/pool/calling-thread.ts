import { CONTROL, type RunNews } from './control'
import { instantiate, takeStrips, type Strip } from './serve-strips'

/** The others are at their last strips when the caller finds no more: it looks out for them so long. */
const LOOK_OUT_MS = 2

/**
 * The pool's own thread as the first thread of a short run. A sleeping worker comes to a run some
 * 0.1 ms after its bell, and its message about the end is heard 0.05 ms late: on one thread a run
 * needs neither, on several the caller computes meanwhile.
 */
export class CallingThread {
  readonly #strips = new Map<number, Strip>()

  /** Makes a routine callable here, unless it is. */
  learn(routine: number, module: WebAssembly.Module, memory: WebAssembly.Memory): void {
    if (!this.#strips.has(routine)) this.#strips.set(routine, instantiate(module, memory))
  }

  forget(routine: number): void {
    this.#strips.delete(routine)
  }

  /** Forgets every routine: the memory may be replaced. */
  forgetAll(): void {
    this.#strips.clear()
  }

  /**
   * Rings for the other threads of the run of this wake word and takes strips with them. tell: hears
   * the end here and now, unless another thread is still at a strip after the look-out.
   */
  takePart(control: Int32Array, wake: number, tell: (news: RunNews) => void): void {
    takeStrips({ control, index: 0, routines: this.#strips, post: tell }, wake)
    const end = performance.now() + LOOK_OUT_MS
    while (isBusy(control) && performance.now() < end);
    if (!isBusy(control)) tell({ kind: 'done', wake })
  }
}

function isBusy(control: Int32Array): boolean {
  return Atomics.load(control, CONTROL.active) > 0
}
