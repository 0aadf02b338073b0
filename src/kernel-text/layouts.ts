import type { Weights } from '../../electron/contract/spec'
import { dividedValues, type KernelText } from './kernel-text'

/**
 * How the sides of a text's array become weights. One side: `row`, `column`, `square`. Two:
 * `kernel`, or `mix`: a 1×1 kernel for each pair of output and input. Three: an output's `inputs`,
 * single kernels of several `outputs`, `hwi`. Four: `oihw` (PyTorch, ONNX), `hwio` (TensorFlow).
 */
export type Layout =
  'row' | 'column' | 'square' | 'kernel' | 'mix' | 'inputs' | 'outputs' | 'hwi' | 'oihw' | 'hwio'

/** The layouts that an array can have, and the one to take; null when the person has to say. */
export interface Layouts {
  readonly choices: readonly Layout[]
  readonly guess: Layout | null
}

/** channels: input channels of the layer on the bench. */
export function layoutsOf(shape: readonly number[], channels: number): Layouts {
  if (isList(shape)) return listLayouts(shape.at(-1) ?? 1)
  if (shape.length === 2) {
    const isMix = shape[1] === channels
    return { choices: isMix ? ['kernel', 'mix'] : ['kernel'], guess: 'kernel' }
  }
  const choices: Layout[] = shape.length === 3 ? ['inputs', 'outputs', 'hwi'] : ['oihw', 'hwio']
  return { choices, guess: shape.length === 3 ? cubeGuess(shape, channels) : tensorGuess(shape, channels) } // prettier-ignore
}

/** A row alone may stand for a column or a square as well. */
function isList(shape: readonly number[]): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[0] === 1)
}

function listLayouts(length: number): Layouts {
  const isSquare = length > 1 && Number.isInteger(Math.sqrt(length))
  if (length === 1) return { choices: ['row'], guess: 'row' }
  return isSquare
    ? { choices: ['square', 'row', 'column'], guess: 'square' }
    : { choices: ['row', 'column'], guess: 'row' }
}

function cubeGuess([first, , last]: readonly number[], channels: number): Layout | null {
  if (first === channels) return last === channels ? null : 'inputs'
  return last === channels ? 'hwi' : 'outputs'
}

/** FORMATS: a 3×3×3×3 tensor is ambiguous: ask. */
function tensorGuess([, second, third]: readonly number[], channels: number): Layout | null {
  if (second === 1) return 'oihw'
  if (second === channels) return third === channels ? null : 'oihw'
  return third === channels ? 'hwio' : 'oihw'
}

/** Where each of [O,I,h,w] stands in the array, or a side of 1 (−1). */
const AXES: Readonly<Record<Layout, readonly [number, number, number, number]>> = {
  row: [-1, -1, -1, 0],
  column: [-1, -1, 0, -1],
  square: [-1, -1, 0, 1],
  kernel: [-1, -1, 0, 1],
  mix: [0, 1, -1, -1],
  inputs: [-1, 0, 1, 2],
  outputs: [0, -1, 1, 2],
  hwi: [-1, 2, 0, 1],
  oihw: [0, 1, 2, 3],
  hwio: [3, 2, 0, 1],
}

/** The text's numbers, divided, as weights [O,I,h,w]. */
export function asWeights(text: KernelText, layout: Layout): Weights {
  const sides = sidesOf(text, layout)
  const strides = sides.map((_, axis) =>
    sides.slice(axis + 1).reduce((product, count) => product * count, 1),
  )
  const axes = AXES[layout]
  const shape = axes.map((axis) => (axis < 0 ? 1 : (sides[axis] ?? 1)))
  const steps = axes.map((axis) => (axis < 0 ? 0 : (strides[axis] ?? 0)))
  const [outputs = 1, inputs = 1, height = 1, width = 1] = shape
  const from = dividedValues(text)
  const data = new Float32Array(from.length)
  for (let index = 0; index < data.length; index++) {
    const [x, column] = [index % width, Math.floor(index / width)]
    const [y, plane] = [column % height, Math.floor(column / height)]
    const place = [Math.floor(plane / inputs), plane % inputs, y, x]
    const at = place.reduce((sum, position, axis) => sum + position * (steps[axis] ?? 0), 0)
    data[index] = from[at] ?? 0
  }
  return { shape: [outputs, inputs, height, width], data }
}

function sidesOf({ shape, values }: KernelText, layout: Layout): readonly number[] {
  if (layout === 'square') return [Math.sqrt(values.length), Math.sqrt(values.length)]
  return isList(shape) ? [values.length] : shape
}

/** Every kernel turned by 180°. */
export function turnedWeights({ shape, data }: Weights): Weights {
  const area = shape[2] * shape[3]
  const turned = new Float32Array(data.length)
  for (let index = 0; index < data.length; index++) {
    const inside = index % area
    turned[index] = data[index - inside + area - 1 - inside] ?? 0
  }
  return { shape, data: turned }
}
