import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { ArrayReader, type Traits } from './array-reader'
import { PLAIN, type KernelText, type TextFormat } from './kernel-text'

const MOST_SIDES = 4

/** Whether a text holds an array of a language rather than plain numbers. */
export function isArray(text: string): boolean {
  return /[[{(]/.test(text)
}

/**
 * An array as NumPy, PyTorch, MATLAB, JSON or C write it, with what it is multiplied or divided by:
 * `np.array([[…]])/16`, `tensor([[[[…]]]])`, `[1 2; 3 4]/9`, `1/9*ones(3)`, `{{1,2},{3,4}}`.
 * Throws `bad-weights` with the place.
 */
export function readArray(text: string): KernelText {
  const reader = new ArrayReader(withoutAround(text))
  const { shape, values, divisor } = reader.read()
  if (shape.length > MOST_SIDES) {
    throw new FaultError(
      'bad-weights',
      sentence`The array has ${shape.length} sides (${shape.join(' × ')}), the most are ${MOST_SIDES}: outputs, inputs, height, width.`,
    )
  }
  const turns = /\b(convolve\w*|conv2)\b/.test(text) && !/\bcorrelate/.test(text)
  const format = formatOf(text, reader.traits)
  return { ...PLAIN, format, shape: shape.length ? shape : [1], values, divisor, turns }
}

/** Blanks comments, imports, names before `=` and quotes at both ends, so that places stay right. */
function withoutAround(text: string): string {
  const blank = (found: string): string => found.replace(/[^\n]/g, ' ')
  return text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/(#|\/\/|%).*/g, blank)
    .replace(/^\s*(import|from)\s.*$/gm, blank)
    .replace(/Parameter containing:/, blank)
    .replace(/(?<=[\d,;*/+-][ \t]*)\.{3}[ \t]*\n/g, '   ')
    .replace(/^[\s\w.:*[\]]*=(?!=)/, blank)
}

function formatOf(text: string, { isMatlab, isSpaced }: Traits): TextFormat {
  if (/\b(torch|tensor|Parameter)\b/i.test(text)) return 'pytorch'
  if (/\b(np|numpy|jnp|array|scipy|ndimage)\b/.test(text)) return 'numpy'
  if (isMatlab) return 'matlab'
  return isSpaced ? 'numpy' : 'brackets'
}
