import { isArray, readArray } from './array-text'
import { isImageMagick, readImageMagick } from './imagemagick'
import { dividedValues, plainText, type KernelText } from './kernel-text'
import { readRows } from './number-rows'
import { isSvg, readSvg } from './svg'

/**
 * Kernels from whatever text holds them, the way of writing guessed (FORMATS, "CSV/paste").
 * Throws `bad-weights`: one sentence with the row and word that could not be read.
 */
export function readKernelText(text: string): KernelText {
  const read = readerFor(plainText(text))
  dividedValues(read)
  return read
}

function readerFor(text: string): KernelText {
  if (isSvg(text)) return readSvg(text)
  if (isImageMagick(text)) return readImageMagick(text)
  return isArray(text) ? readArray(text) : readRows(text)
}
