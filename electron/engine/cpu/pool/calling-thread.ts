import { CONTROL, type RunNews } from './control'
import { instantiateLater, takeStrips, type Strip } from './serve-strips'

/** The others are at their last strips when the caller finds no more: it looks out for them so long. */
const LOOK_OUT_MS = 2

/**
 * The pool's own thread as the first thread of a short run. A sleeping worker comes to a run some
 * 0.1 ms after its bell, and its message about the end is heard 0.05 ms late: on one thread a run
 * needs neither, on several the caller computes meanwhile.
 */
export class CallingThread {
  #strips = new Map<number, Strip>()

  knows(routine: number): boolean {
    return this.#strips.has(routine)
  }

  /**
   * Makes routines callable here. Not at once: the first thread of a page of Chromium 114 refuses to make
   * instances of more than 4 KB in one go.
   */
  async learn(
    modules: Iterable<readonly [number, WebAssembly.Module]>,
    memory: WebAssembly.Memory,
  ): Promise<void> {
    const strips = this.#strips
    const learnOne = async ([routine, module]: readonly [number, WebAssembly.Module]) =>
      void strips.set(routine, await instantiateLater(module, memory))
    await Promise.all([...modules].map(learnOne))
  }

  forget(routine: number): void {
    this.#strips.delete(routine)
  }

  /** Forgets every routine, those that are being learnt too: the memory may be replaced. */
  forgetAll(): void {
    this.#strips = new Map()
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
