import type { TensorMemory } from '../../tensors/memory'
import { createPause } from '../../measure/pause'
import { instantiate, type Strip } from './serve-strips'
import type { StripPool, StripRun } from './strip-pool'

/** One thread, the caller's: where memory cannot be shared. Gives way between strips. */
export class InlinePool implements StripPool {
  readonly maxThreads = 1
  readonly #memory: TensorMemory
  readonly #routines = new Map<number, Strip>()
  #nextRoutine = 1
  #scratch = 0
  #scratchBytes = 0

  constructor(memory: TensorMemory) {
    this.#memory = memory
  }

  load(module: WebAssembly.Module): Promise<number> {
    const routine = this.#nextRoutine++
    this.#routines.set(routine, instantiate(module, this.#memory.memory))
    return Promise.resolve(routine)
  }

  unload(routine: number): void {
    this.#routines.delete(routine)
  }

  async run({
    routine,
    strips,
    scratchBytes,
    parameters,
    signal,
    onProgress,
  }: StripRun): Promise<void> {
    const strip = this.#routines.get(routine)
    if (!strip) throw new Error('the routine is not loaded')
    this.#reserveScratch(scratchBytes)
    const pause = createPause(signal, onProgress)
    for (let index = 0; index < strips; index++) {
      const paused = pause(index / strips)
      if (paused) await paused
      strip(index, this.#scratch, parameters)
    }
  }

  dispose(): void {
    this.#routines.clear()
    if (this.#scratch !== 0) this.#memory.release(this.#scratch)
    this.#scratch = 0
  }

  #reserveScratch(bytes: number): void {
    if (bytes <= this.#scratchBytes) return
    if (this.#scratch !== 0) this.#memory.release(this.#scratch)
    this.#scratch = this.#memory.reserve(bytes)
    this.#scratchBytes = bytes
  }
}
