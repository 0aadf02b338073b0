import { FaultError } from '../../contract/faults'
import { MAX_PAGES } from '../cpu/wasm/module'

const PAGE_BYTES = 65_536
/** Every block starts on a cache line. */
const ALIGNMENT = 64
/** What a block gets on top: keeps equal neighbours from lying a multiple of 4 KiB apart. */
const STAGGER = 64

interface Block {
  readonly offset: number
  readonly bytes: number
}

/**
 * The one memory that tensors and routines share: a WebAssembly memory, so that worker threads and
 * both engines read the same input without a copy. Blocks are handed out first-fit and joined again
 * when freed; freed memory is reused, so a steady state neither grows nor touches fresh pages.
 */
export class TensorMemory {
  readonly memory: WebAssembly.Memory
  readonly isShared: boolean
  readonly #free: Block[] = []
  readonly #taken = new Map<number, number>()
  /** Growing makes a new buffer object over the same bytes; views of the older ones stay ours. */
  readonly #buffers = new WeakSet<ArrayBufferLike>()

  /** Shared where the page is cross-origin isolated (or in Node), else of this thread alone. */
  constructor(isShared = typeof SharedArrayBuffer !== 'undefined') {
    this.isShared = isShared
    this.memory = isShared
      ? new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true })
      : new WebAssembly.Memory({ initial: 1 })
    this.#free.push({ offset: ALIGNMENT, bytes: PAGE_BYTES - ALIGNMENT })
  }

  /** Bytes of the memory as it is now. */
  get sizeBytes(): number {
    return this.memory.buffer.byteLength
  }

  /** Bytes that are handed out. */
  get takenBytes(): number {
    return [...this.#taken.values()].reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Reserves `bytes` bytes and gives their address. Throws `out-of-memory`. */
  reserve(bytes: number): number {
    const wanted = Math.ceil((bytes + STAGGER) / ALIGNMENT) * ALIGNMENT
    let index = this.#free.findIndex((block) => block.bytes >= wanted)
    if (index < 0) index = this.#grow(wanted)
    const block = this.#free[index]
    if (!block) throw new Error('no free block after growing')
    const rest = { offset: block.offset + wanted, bytes: block.bytes - wanted }
    if (rest.bytes > 0) this.#free[index] = rest
    else this.#free.splice(index, 1)
    this.#taken.set(block.offset, wanted)
    return block.offset
  }

  /** Gives a reserved block back. Giving it back twice, or something else, is a defect: throws. */
  release(offset: number): void {
    const bytes = this.#taken.get(offset)
    if (bytes === undefined) throw new Error(`nothing is reserved at ${offset}`)
    this.#taken.delete(offset)
    const at = this.#free.findIndex((block) => block.offset > offset)
    this.#free.splice(at < 0 ? this.#free.length : at, 0, { offset, bytes })
    this.#join()
  }

  /** Reserves room for `count` f32 values. The array stays valid when the memory is shared. */
  allocate(count: number): Float32Array {
    return this.floats(this.reserve(count * 4), count)
  }

  /** Gives an array of `allocate` back. */
  free(array: Float32Array): void {
    this.release(array.byteOffset)
  }

  /** A view of `count` f32 values at an address. */
  floats(offset: number, count: number): Float32Array {
    this.#buffers.add(this.memory.buffer)
    return new Float32Array(this.memory.buffer, offset, count)
  }

  /** A view of `count` i32 values at an address. */
  integers(offset: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, offset, count)
  }

  /** True when an array lies in this memory, so that routines can read it where it is. */
  holds(array: Float32Array): boolean {
    return this.#buffers.has(array.buffer) && array.buffer.byteLength > 0
  }

  #grow(wanted: number): number {
    const end = this.sizeBytes
    const pages = Math.ceil(wanted / PAGE_BYTES)
    try {
      this.memory.grow(pages)
    } catch {
      const [mib, have] = [Math.ceil(wanted / 2 ** 20), Math.round(end / 2 ** 20)]
      throw new FaultError(
        'out-of-memory',
        `${mib} MiB more do not fit beside the ${have} MiB in use; close pictures or use fewer outputs.`,
      )
    }
    this.#free.push({ offset: end, bytes: pages * PAGE_BYTES })
    this.#join()
    return this.#free.findIndex((block) => block.bytes >= wanted)
  }

  #join(): void {
    for (let index = this.#free.length - 1; index > 0; index--) {
      const [before, after] = [this.#free[index - 1], this.#free[index]]
      if (!before || !after || before.offset + before.bytes !== after.offset) continue
      this.#free.splice(index - 1, 2, { offset: before.offset, bytes: before.bytes + after.bytes })
    }
  }
}
