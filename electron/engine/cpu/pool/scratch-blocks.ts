import type { TensorMemory } from '../../tensors/memory'

/** A block of scratch for every thread, each as large as any routine wanted so far. */
export class ScratchBlocks {
  readonly #memory: TensorMemory
  readonly #addresses: number[] = []
  #bytes = 0

  constructor(memory: TensorMemory) {
    this.#memory = memory
  }

  /** The addresses of `count` blocks of at least `bytes` each. Throws `out-of-memory`. */
  reserve(count: number, bytes: number): readonly number[] {
    if (bytes > this.#bytes) this.release()
    this.#bytes = Math.max(bytes, this.#bytes)
    while (this.#addresses.length < count) this.#addresses.push(this.#memory.reserve(this.#bytes))
    return this.#addresses
  }

  /** Gives all of them back. */
  release(): void {
    for (const address of this.#addresses.splice(0)) this.#memory.release(address)
    this.#bytes = 0
  }
}
