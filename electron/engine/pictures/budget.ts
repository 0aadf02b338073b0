import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import type { PictureHeader } from './picture-header'

/** Longest side, in pixels. */
export const MAX_SIDE = 16_384
/** Most pixels. */
export const MAX_PIXELS = 100_000_000
/** Most memory that decoding may need in all, the tensor and every copy counted: 2 GiB. */
export const MAX_MEMORY_BYTES = 2 ** 31

/**
 * Refuses a picture that is too large, from its header alone, before anything is allocated.
 * Throws `picture-too-large` with the value and the limit.
 */
export function checkPictureBudget(name: string, header: PictureHeader): void {
  checkSize(name, header)
  const { width, height, channels, workBytesPerPixel } = header
  const bytes = width * height * (workBytesPerPixel + 4 * channels)
  if (bytes <= MAX_MEMORY_BYTES) return
  tooLarge(name, sentence`needs ${bytes} bytes of memory to open, more than ${MAX_MEMORY_BYTES}`)
}

function checkSize(name: string, { width, height }: { width: number; height: number }): void {
  if (width > MAX_SIDE) tooLarge(name, sentence`is ${width} pixels wide, more than ${MAX_SIDE}`)
  if (height > MAX_SIDE) tooLarge(name, sentence`is ${height} pixels high, more than ${MAX_SIDE}`)
  if (width * height > MAX_PIXELS) {
    const pixels = width * height
    tooLarge(name, sentence`has ${width} × ${height} = ${pixels} pixels, more than ${MAX_PIXELS}`)
  }
}

function tooLarge(name: string, what: Sentence): never {
  throw new FaultError(
    'picture-too-large',
    sentence`${name} ${what}; make it smaller and open that.`,
  )
}
