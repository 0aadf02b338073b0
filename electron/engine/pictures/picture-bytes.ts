import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'

/** Says in a fault what is wrong with a picture file and what to do. */
export function refusePicture(name: string, what: Sentence, next: Sentence): never {
  throw new FaultError('bad-picture', sentence`${name} ${what}; ${next}.`)
}

/** What to do about a file that is damaged. */
export const OPEN_A_WHOLE_COPY = sentence`open a whole copy of it`

/**
 * The bytes of a picture file with its name: every read is inside, or it is refused as cut off.
 * `big` and `little` say the byte order of a read.
 */
export class PictureBytes {
  readonly name: string
  readonly bytes: Uint8Array
  readonly length: number
  readonly #view: DataView

  constructor(name: string, bytes: Uint8Array) {
    this.name = name
    this.bytes = bytes
    this.length = bytes.length
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Throws `bad-picture`: the file ends too early. */
  need(end: number): void {
    if (end <= this.length) return
    this.refuse(
      sentence`ends after ${this.length} bytes, in the middle of the picture`,
      OPEN_A_WHOLE_COPY,
    )
  }

  refuse(what: Sentence, next: Sentence = OPEN_A_WHOLE_COPY): never {
    refusePicture(this.name, what, next)
  }

  u8(at: number): number {
    this.need(at + 1)
    return this.#view.getUint8(at)
  }

  u16(at: number, order: ByteOrder): number {
    this.need(at + 2)
    return this.#view.getUint16(at, order === 'little')
  }

  u24(at: number): number {
    return this.u16(at, 'little') | (this.u8(at + 2) << 16)
  }

  u32(at: number, order: ByteOrder): number {
    this.need(at + 4)
    return this.#view.getUint32(at, order === 'little')
  }

  i32(at: number, order: ByteOrder): number {
    return this.u32(at, order) | 0
  }

  /** ASCII text. */
  text(at: number, length: number): string {
    this.need(at + length)
    return String.fromCharCode(...this.bytes.subarray(at, at + length))
  }

  /** True when the file has exactly these characters at a place; false also beyond its end. */
  has(at: number, text: string): boolean {
    return at + text.length <= this.length && this.text(at, text.length) === text
  }
}

export type ByteOrder = 'big' | 'little'
