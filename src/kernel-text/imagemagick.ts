import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { parseNumber } from '../numbers/parse-number'
import { notANumber, placeAt, textFault, type KernelText, type TextNote } from './kernel-text'

/** `3x3:`, `3:`, `5x3+1+1:`; sizes are width × height. */
const HEAD = /(?:^|['"\s=;])(\d+)(?:x(\d+))?(?:\+(\d+)\+(\d+))?[<>@^]*\s*:/g

/** Whether a text holds an ImageMagick kernel. */
export function isImageMagick(text: string): boolean {
  return !/[[{<]/.test(text) && text.search(HEAD) >= 0
}

/**
 * Kernels as ImageMagick takes them: `3x3: 0,-1,0 -1,5,-1 0,-1,0`, several apart by `;`, a scale by
 * `convolve:scale=1/9` or `!`, a `-bias` in percent. `-` and `nan` are holes: weights of zero.
 * Convolve turns the kernel by 180°, Correlate does not. Throws `bad-weights` with the place.
 */
export function readImageMagick(text: string): KernelText {
  const kernels = [...text.matchAll(HEAD)].map((head) => readKernel(text, head))
  const [first] = kernels
  const { width = 0, height = 0 } = first ?? {}
  const other = kernels.findIndex((one) => one.width !== width || one.height !== height)
  const one = kernels[other]
  if (one) {
    throw new FaultError(
      'bad-weights',
      sentence`Kernel ${other + 1} is ${one.height} × ${one.width}, the first is ${height} × ${width}; give all of them one size.`,
    )
  }
  const values = kernels.flatMap((kernel) => kernel.values)
  const shape = kernels.length > 1 ? [kernels.length, height, width] : [height, width]
  const notes: TextNote[] = kernels.some(({ isHollow }) => isHollow) ? ['holes'] : []
  if (kernels.some(({ isOff }) => isOff)) notes.push('anchor')
  const scale = scaleOf(text, values.slice(0, width * height))
  if (scale.isNormalised) notes.push('normalised')
  const turns = !/correlate/i.test(text)
  const { divisor } = scale
  return { format: 'imagemagick', shape, values, divisor, bias: biasOf(text), edgeMode: edgeOf(text), turns, notes } // prettier-ignore
}

interface ReadKernel {
  readonly width: number
  readonly height: number
  readonly values: readonly number[]
  readonly isHollow: boolean
  /** Its origin is not the middle. */
  readonly isOff: boolean
}

function readKernel(text: string, head: RegExpMatchArray): ReadKernel {
  const width = Number(head[1])
  const height = Number(head[2] ?? head[1])
  const start = (head.index ?? 0) + head[0].length
  const end = /['";]/.exec(text.slice(start))?.index ?? text.length - start
  const found = [...text.slice(start, start + end).matchAll(/[^\s,]+/g)]
  const values = found.map((word) => readWord(text, word[0], start + word.index))
  if (values.length !== width * height) {
    throw textFault(
      placeAt(text, start),
      sentence`${width}x${height} takes ${width * height} numbers and ${values.length} follow; add or remove some.`,
    )
  }
  const isHollow = values.some((value) => value === null)
  const [x, y] = [Number(head[3] ?? width >> 1), Number(head[4] ?? height >> 1)]
  const isOff = x !== (width - 1) / 2 || y !== (height - 1) / 2
  return { width, height, values: values.map((value) => value ?? 0), isHollow, isOff }
}

function readWord(text: string, word: string, at: number): number | null {
  if (word === '-' || /^nan$/i.test(word)) return null
  const value = parseNumber(word)
  if (value === null) throw notANumber(placeAt(text, at), word)
  return value
}

function scaleOf(
  text: string,
  values: readonly number[],
): { readonly divisor: number; readonly isNormalised: boolean } {
  const said = /convolve:scale=['"]?([^\s'"]*)/i.exec(text)?.[1] ?? ''
  const [, number, percent] = /^([\d.e/+-]*)(%?)/i.exec(said) ?? []
  const scale = number ? parseNumber(number) : 1
  const sum = values.reduce((total, value) => total + value, 0)
  const isNormalised = /[!^]/.test(said) && sum !== 0
  if (scale === null || scale === 0) {
    throw new FaultError('bad-weights', sentence`The scale “${said}” is not a number other than 0.`)
  }
  const size = (scale * (percent ? 0.01 : 1)) / (isNormalised ? sum : 1)
  return { divisor: whole(1 / size), isNormalised }
}

/** 1/(1/9) is 9 again. */
function whole(value: number): number {
  const near = Math.round(value)
  return Math.abs(value - near) < 1e-9 * Math.abs(near) ? near : value
}

function biasOf(text: string): number | null {
  const [, number, percent] = /(?:-bias\s+|convolve:bias=)['"]?([\d./+-]+)(%?)/i.exec(text) ?? []
  const value = number ? parseNumber(number) : null
  return value === null ? null : value * (percent ? 0.01 : 1)
}

const EDGES = {
  edge: 'replicate',
  mirror: 'symmetric',
  tile: 'circular',
  black: 'zero',
  transparent: 'zero',
} as const

function edgeOf(text: string): KernelText['edgeMode'] {
  const name = /-virtual-pixel\s+(\w+)/i.exec(text)?.[1]?.toLowerCase()
  return Object.entries(EDGES).find(([edge]) => edge === name)?.[1] ?? null
}
