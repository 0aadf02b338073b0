import { FaultError } from '../../electron/contract/faults'
import type { Matrix } from '../bench/selection'
import { dividedValues } from './kernel-text'
import { readKernelText } from './read-kernel-text'

/** The matrices of a text that is nothing but plain rows of numbers; null for any other text. */
export function matricesOf(text: string): readonly Matrix[] | null {
  const read = readOrNull(text)
  if (read?.format !== 'rows') return null
  const [width = 1, height = 1, count = 1] = read.shape.toReversed()
  const values = dividedValues(read)
  return Array.from({ length: count }, (_, index) =>
    Array.from({ length: height }, (_, y) => {
      const start = (index * height + y) * width
      return Array.from(values.subarray(start, start + width))
    }),
  )
}

/** null for a text that cannot be read: the dialog says why. */
function readOrNull(text: string): ReturnType<typeof readKernelText> | null {
  try {
    return readKernelText(text)
  } catch (error) {
    if (error instanceof FaultError) return null
    throw error
  }
}
