import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { parseNumber } from '../numbers/parse-number'
import { notANumber, placeAt, type KernelText } from './kernel-text'

/** Whether a text holds an SVG convolution. */
export function isSvg(text: string): boolean {
  return /<\s*feConvolveMatrix|kernelMatrix\s*=/i.test(text)
}

const EDGES = { duplicate: 'replicate', wrap: 'circular', none: 'zero' } as const

/**
 * `<feConvolveMatrix order="3" kernelMatrix="…" divisor="…" bias="…" edgeMode="…">`: order is width
 * then height; without a divisor the sum of the numbers divides (1 when it is 0); the edge is
 * `duplicate` unless said otherwise (Filter Effects 1, "feConvolveMatrix", which turns the kernel).
 * Throws `bad-weights` with the place or the attribute.
 */
export function readSvg(text: string): KernelText {
  const start = Math.max(0, text.search(/<\s*feConvolveMatrix/i))
  const end = text.indexOf('>', start)
  const element = text.slice(start, end < 0 ? text.length : end)
  const values = readMatrix(text, start, element)
  const [width, height] = orderOf(element, values.length)
  if (width * height !== values.length) {
    throw new FaultError(
      'bad-weights',
      sentence`order="${attribute(element, 'order')?.text ?? ''}" takes ${width * height} numbers and kernelMatrix has ${values.length}; add or remove some.`,
    )
  }
  const sum = values.reduce((total, value) => total + value, 0)
  const said = numberOf(element, 'divisor')
  const divisor = said || sum || 1
  const isOff =
    (numberOf(element, 'targetX') ?? width >> 1) !== (width - 1) / 2 ||
    (numberOf(element, 'targetY') ?? height >> 1) !== (height - 1) / 2
  return {
    format: 'svg',
    shape: [height, width],
    values,
    divisor,
    bias: numberOf(element, 'bias'),
    edgeMode: edgeOf(element),
    turns: true,
    notes: [...(said ? [] : (['normalised'] as const)), ...(isOff ? (['anchor'] as const) : [])],
  }
}

interface Attribute {
  readonly text: string
  /** Of the text in the element. */
  readonly at: number
}

function attribute(element: string, name: string): Attribute | null {
  const match = new RegExp(String.raw`\b${name}\s*=\s*\{?\s*(["'])([\s\S]*?)\1`, 'i').exec(element)
  const text = match?.[2]
  return match && text !== undefined
    ? { text, at: match.index + match[0].length - text.length - 1 }
    : null
}

function readMatrix(text: string, start: number, element: string): number[] {
  const matrix = attribute(element, 'kernelMatrix')
  if (!matrix?.text.trim()) {
    throw new FaultError(
      'bad-weights',
      sentence`The feConvolveMatrix has no numbers in kernelMatrix="…".`,
    )
  }
  return [...matrix.text.matchAll(/[^\s,]+/g)].map((word) => {
    const value = parseNumber(word[0])
    if (value === null) throw notANumber(placeAt(text, start + matrix.at + word.index), word[0])
    return value
  })
}

function orderOf(element: string, count: number): readonly [width: number, height: number] {
  const said = attribute(element, 'order')
  if (!said) return count === 9 ? [3, 3] : [Math.sqrt(count), Math.sqrt(count)]
  const [width = NaN, height = width] = said.text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (width > 0 && height > 0 && Number.isInteger(width) && Number.isInteger(height)) {
    return [width, height]
  }
  throw new FaultError(
    'bad-weights',
    sentence`order="${said.text}" is not one or two whole numbers.`,
  )
}

function numberOf(element: string, name: string): number | null {
  const said = attribute(element, name)
  if (!said) return null
  const value = parseNumber(said.text)
  if (value !== null) return value
  throw new FaultError('bad-weights', sentence`${name}="${said.text}" is not a number.`)
}

function edgeOf(element: string): KernelText['edgeMode'] {
  const name = attribute(element, 'edgeMode')?.text.toLowerCase() ?? 'duplicate'
  const found = Object.entries(EDGES).find(([edge]) => edge === name)
  if (found) return found[1]
  throw new FaultError(
    'bad-weights',
    sentence`edgeMode="${name}" is none of duplicate, wrap and none; correct it.`,
  )
}
