import { inflate } from './inflate'
import { TIFF_COMPRESSION } from './tiff-file'

/**
 * Unpacks one strip or tile of a TIFF to exactly `length` bytes, or gives null when it is damaged
 * or too short. Never writes more than `length`.
 */
export async function unpackTile(
  packed: Uint8Array,
  compression: number,
  length: number,
): Promise<Uint8Array | null> {
  switch (compression) {
    case TIFF_COMPRESSION.none:
      return packed.length < length ? null : packed.subarray(0, length)
    case TIFF_COMPRESSION.lzw:
      return unpackLzw(packed, length)
    case TIFF_COMPRESSION.packBits:
      return unpackPackBits(packed, length)
    default:
      return inflate([packed], length)
  }
}

/** PackBits: n ≥ 0: n + 1 bytes as they are; n < 0: one byte 1 − n times. (TIFF 6.0, section 9) */
export function unpackPackBits(packed: Uint8Array, length: number): Uint8Array | null {
  const bytes = new Uint8Array(length)
  let [at, filled] = [0, 0]
  while (filled < length && at < packed.length) {
    const control = packed[at++] as number
    if (control === 128) continue
    const isRun = control > 128
    const count = Math.min(isRun ? 257 - control : control + 1, length - filled)
    if (at + (isRun ? 1 : count) > packed.length) return null
    if (isRun) bytes.fill(packed[at] as number, filled, filled + count)
    else bytes.set(packed.subarray(at, at + count), filled)
    at += isRun ? 1 : count
    filled += count
  }
  return filled === length ? bytes : null
}

const CLEAR = 256
const END = 257
const FIRST_FREE = 258
const MOST_CODES = 4096

/**
 * TIFF's LZW: codes of 9 … 12 bits, highest bit first, one bit longer one code early. (TIFF 6.0,
 * section 13.) A code's text is the text of `prefix` and one byte; it is written from its end.
 */
export function unpackLzw(packed: Uint8Array, length: number): Uint8Array | null {
  const bytes = new Uint8Array(length)
  const codes = new LzwCodes()
  const reader = new BitReader(packed)
  let filled = 0
  let former = -1
  while (filled < length) {
    const code = reader.read(codes.bits)
    if (code < 0 || code === END) return null
    if (code === CLEAR) {
      codes.clear()
      former = -1
      continue
    }
    if (former < 0 ? code > 255 : code > codes.next) return null
    if (former >= 0) codes.add(former, codes.firstByte(code === codes.next ? former : code))
    filled = codes.write(code, bytes, filled)
    former = code
  }
  return bytes
}

class LzwCodes {
  readonly #prefix = new Uint16Array(MOST_CODES + 1)
  readonly #last = new Uint8Array(MOST_CODES + 1)
  readonly #first = new Uint8Array(MOST_CODES + 1)
  readonly #length = new Uint16Array(MOST_CODES + 1)
  next = FIRST_FREE
  bits = 9

  constructor() {
    for (let byte = 0; byte < 256; byte++) {
      this.#last[byte] = byte
      this.#first[byte] = byte
      this.#length[byte] = 1
    }
  }

  clear(): void {
    this.next = FIRST_FREE
    this.bits = 9
  }

  firstByte(code: number): number {
    return this.#first[code] as number
  }

  /** A full table stays as it is until it is cleared. */
  add(prefix: number, byte: number): void {
    if (this.next >= MOST_CODES) return
    this.#prefix[this.next] = prefix
    this.#last[this.next] = byte
    this.#first[this.next] = this.#first[prefix] as number
    this.#length[this.next] = (this.#length[prefix] as number) + 1
    this.next++
    if (this.next + 1 >= 2 ** this.bits && this.bits < 12) this.bits++
  }

  /** Writes a code's text at `start`, as far as it fits; returns where it ends. */
  write(code: number, target: Uint8Array, start: number): number {
    const end = start + (this.#length[code] as number)
    let rest = code
    for (let at = end - 1; at >= start; at--) {
      if (at < target.length) target[at] = this.#last[rest] as number
      rest = this.#prefix[rest] as number
    }
    return Math.min(end, target.length)
  }
}

class BitReader {
  readonly #bytes: Uint8Array
  #bit = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The next `count` ≤ 12 bits, or −1 at the end. */
  read(count: number): number {
    if (this.#bit + count > this.#bytes.length * 8) return -1
    const at = this.#bit >> 3
    const [a = 0, b = 0, c = 0] = [this.#bytes[at], this.#bytes[at + 1], this.#bytes[at + 2]]
    const word = (a << 16) | (b << 8) | c
    const value = (word >> (24 - count - (this.#bit & 7))) & (2 ** count - 1)
    this.#bit += count
    return value
  }
}
