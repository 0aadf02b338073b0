import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import { MAX_PAGES } from '../cpu/wasm/module'

const PAGE_BYTES = 65_536
/** The last page is never used: an address at the very end would be 2³², which is 0 in 32 bits. */
const MOST_BYTES = (MAX_PAGES - 1) * PAGE_BYTES
/** Every block starts on a cache line. */
const ALIGNMENT = 64
/** What a block gets on top: keeps equal neighbours from lying a multiple of 4 KiB apart. */
const STAGGER = 64
/** Bytes before and behind every block that lie in the memory too: they may be read, not used. */
export const READABLE_AROUND = 64

interface Block {
  readonly offset: number
  readonly bytes: number
}

/** What is free of a new memory of one page: address 0 means nothing. */
const FIRST_BLOCK: Block = { offset: ALIGNMENT, bytes: PAGE_BYTES - ALIGNMENT }

/**
 * The one memory that tensors and routines share: a WebAssembly memory, so that worker threads and
 * both engines read the same input without a copy. A block is taken from the smallest free one that is
 * large enough, so that what is small does not break up the place of a closed picture; freed blocks
 * are joined and reused. The first touch of a fresh page costs ~11 µs: 33 MB of output, 55 ms on two
 * threads where the run itself takes 4. Touching it ahead in `prepare` would only move that time;
 * the maps that are computed when a picture opens pay it, and edits reuse their pages.
 */
export class TensorMemory {
  readonly isShared: boolean
  #memory: WebAssembly.Memory
  #free: Block[] = [FIRST_BLOCK]
  readonly #taken = new Map<number, number>()
  /** Released blocks that former threads may still write to. */
  readonly #held: Block[] = []
  #holds = 0
  #isAskedBack = false
  /** Growing makes a new buffer object over the same bytes; views of the older ones stay ours. */
  #buffers = new WeakSet<ArrayBufferLike>()

  /** Shared where the page is cross-origin isolated (or in Node), else of this thread alone. */
  constructor(isShared = typeof SharedArrayBuffer !== 'undefined') {
    this.isShared = isShared
    this.#memory = createMemory(isShared)
  }

  /** The memory as it is now; another one after `giveBack`. */
  get memory(): WebAssembly.Memory {
    return this.#memory
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
    let index = this.#tightest(wanted)
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
    if (this.#holds > 0) this.#held.push({ offset, bytes })
    else this.#addFree({ offset, bytes })
  }

  /**
   * What is released until `gone` settles is handed out again only after it: threads that were ended
   * may write to it so long.
   */
  holdReleases(gone: Promise<unknown>): void {
    this.#holds++
    const settle = (): void => {
      if (--this.#holds > 0) return
      for (const block of this.#held.splice(0)) this.#addFree(block)
      if (this.#isAskedBack) this.giveBack()
    }
    gone.then(settle, settle)
  }

  /**
   * Gives its pages back to the system when nothing lies in it, at once or as soon as former threads
   * are gone. A WebAssembly memory never shrinks, nor can it discard pages: it is replaced by a new
   * one, and arrays of the old one are no longer ours. While anything is kept it stays as it is.
   */
  giveBack(): void {
    this.#isAskedBack = this.#holds > 0
    if (this.#isAskedBack || this.#taken.size > 0 || this.sizeBytes === PAGE_BYTES) return
    this.#memory = createMemory(this.isShared)
    this.#free = [FIRST_BLOCK]
    this.#buffers = new WeakSet()
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

  #addFree(block: Block): void {
    const at = this.#free.findIndex(({ offset }) => offset > block.offset)
    this.#free.splice(at < 0 ? this.#free.length : at, 0, block)
    this.#join()
  }

  /** Index of the smallest free block that is large enough, the first of equals; −1: there is none. */
  #tightest(wanted: number): number {
    let best = -1
    this.#free.forEach(({ bytes }, index) => {
      if (bytes >= wanted && bytes < (this.#free[best]?.bytes ?? Infinity)) best = index
    })
    return best
  }

  /** Grows by what is missing beyond the free bytes at the end; gives the index of a block. */
  #grow(wanted: number): number {
    const end = this.sizeBytes
    const last = this.#free.at(-1)
    const spare = last && last.offset + last.bytes === end ? last.bytes : 0
    const pages = Math.ceil((wanted - spare) / PAGE_BYTES)
    if (end + pages * PAGE_BYTES > MOST_BYTES) throw this.#full(wanted)
    try {
      this.memory.grow(pages)
    } catch {
      throw this.#full(wanted)
    }
    this.#free.push({ offset: end, bytes: pages * PAGE_BYTES })
    this.#join()
    return this.#tightest(wanted)
  }

  #full(wanted: number): FaultError {
    const mib = (bytes: number): number => Math.ceil(bytes / 2 ** 20)
    return new FaultError(
      'out-of-memory',
      sentence`${mib(wanted)} MiB more do not fit beside the ${mib(this.takenBytes)} MiB in use, of at most ${mib(MOST_BYTES)} MiB; close pictures or use fewer outputs.`,
    )
  }

  #join(): void {
    for (let index = this.#free.length - 1; index > 0; index--) {
      const [before, after] = [this.#free[index - 1], this.#free[index]]
      if (!before || !after || before.offset + before.bytes !== after.offset) continue
      this.#free.splice(index - 1, 2, { offset: before.offset, bytes: before.bytes + after.bytes })
    }
  }
}

function createMemory(isShared: boolean): WebAssembly.Memory {
  return isShared
    ? new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true })
    : new WebAssembly.Memory({ initial: 1 })
}
