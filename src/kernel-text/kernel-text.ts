import { FaultError } from '../../electron/contract/faults'
import { sentence, type Sentence } from '../../electron/contract/sentence'
import type { PaddingMode } from '../../electron/contract/spec'

/** The ways of writing kernels that are recognised (FORMATS, "CSV/paste"). */
export const TEXT_FORMATS = [
  'rows',
  'brackets',
  'numpy',
  'pytorch',
  'matlab',
  'imagemagick',
  'svg',
] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]

/** What had to be decided while a text was read, for the person to know. */
export type TextNote = 'holes' | 'anchor' | 'normalised'

/** Numbers found in a text, as they are written there. */
export interface KernelText {
  readonly format: TextFormat
  /** One to four sides, the last one running fastest. */
  readonly shape: readonly number[]
  /** Row-major, before the division. */
  readonly values: readonly number[]
  readonly divisor: number
  /** Added to every result, where the text says so. */
  readonly bias: number | null
  readonly edgeMode: PaddingMode | null
  /** Written for true convolution, which turns the kernel by 180° before it is laid on. */
  readonly turns: boolean
  readonly notes: readonly TextNote[]
}

/** A text with nothing said but its numbers. */
export const PLAIN = {
  divisor: 1,
  bias: null,
  edgeMode: null,
  turns: false,
  notes: [],
} as const satisfies Partial<KernelText>

/** Longer texts are refused: 4 MB hold half a million weights. */
const LONGEST_TEXT = 4_000_000

/** One spelling of minus signs, full-width digits, fraction bars and line ends. Throws `bad-weights` when it is too long or empty. */
export function plainText(text: string): string {
  if (text.length > LONGEST_TEXT) {
    throw new FaultError(
      'bad-weights',
      sentence`The text has ${text.length} characters, the most are ${LONGEST_TEXT}; open large arrays as an NPY file.`,
    )
  }
  const plain = text
    .normalize('NFKC')
    .replace(/[−–—‐‑]/g, '-')
    .replace(/[÷⁄∕]/g, '/')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\ufeff]/g, '')
  if (plain.trim()) return plain
  throw new FaultError(
    'bad-weights',
    sentence`There is no number to read yet; paste or type rows such as 1 0 −1.`,
  )
}

/** Where a word of a text stands. */
export interface Place {
  /** 1 is the first line. */
  readonly row: number
  /** 1 is the first word of its row. */
  readonly word: number
}

/** The row and word at a character of a text. */
export function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const words = line.split(/[\s,;[\](){}:]+/).filter(Boolean)
  return { row: before.split('\n').length, word: words.length + 1 }
}

/** A fault that names the place: “Row 2, word 3: …”. */
export function textFault({ row, word }: Place, said: Sentence): FaultError {
  return new FaultError('bad-weights', sentence`Row ${row}, word ${word}: ${said}`)
}

/** The fault of a word that is no number. */
export function notANumber(place: Place, word: string): FaultError {
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word
  return textFault(place, sentence`“${shown}” is not a number; write 0.25, 1/4, −2 or 1e-3.`)
}

/** The text's numbers after the division, as f32. Throws `bad-weights` when one does not fit. */
export function dividedValues({ values, divisor }: KernelText): Float32Array {
  const divided = Float32Array.from(values, (value) => value / divisor)
  const index = divided.findIndex((value) => !Number.isFinite(value))
  if (index < 0) return divided
  throw new FaultError(
    'bad-weights',
    sentence`Number ${index + 1}, ${values[index] ?? 0} divided by ${divisor}, does not fit a 32-bit float; the largest is 3.4e38.`,
  )
}
