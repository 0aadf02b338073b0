import { describe, expect, test } from 'vitest'
import { RESPONSE_SIDE } from '../../contract/doctor'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../contract/spec'
import { clippingOf, inspectOutput } from './inspect'

/** One output with one kernel per channel. */
function layerOf(kernels: number[][][], settings: Partial<LayerSettings> = {}): Layer {
  const [height, width] = [kernels[0]!.length, kernels[0]![0]!.length]
  return {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: {
      shape: [1, kernels.length, height, width],
      data: Float32Array.from(kernels.flat(2)),
    },
    bias: Float32Array.of(0.5),
  }
}
const facts = (kernel: number[][], settings: Partial<LayerSettings> = {}) =>
  inspectOutput(layerOf([kernel], settings), 0, null).facts
const scaled = (kernel: number[][], factor: number): number[][] =>
  kernel.map((row) => row.map((value) => value * factor))

const ONES = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]
const BOX = scaled(ONES, 1 / 9)
const SOBEL = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
]
const LAPLACIAN = [
  [0, -1, 0],
  [-1, 4, -1],
  [0, -1, 0],
]
/** |H| at u, v steps of 1/64 cycles per pixel from DC. */
const at = (response: { values: Float32Array }, u: number, v: number): number =>
  response.values[(v + RESPONSE_SIDE / 2) * RESPONSE_SIDE + u + RESPONSE_SIDE / 2]!

describe('a box of 3 × 3', () => {
  const box = facts(BOX)
  test('keeps the mean and stays within its input', () => {
    expect(box.sum).toBeCloseTo(1, 6)
    expect(box.negative).toBe(0)
    expect(box.positive).toBeCloseTo(1, 6)
  })
  test('is even in every way', () => {
    expect(box.symmetry).toEqual({ x: 'even', y: 'even', halfTurn: 'even', quarterTurn: 'even' })
  })
  test('is one column times one row: 6 products in place of 9', () => {
    expect(box.separation).toEqual({ kernels: 1, rank: 1, direct: 9, separable: 6 })
  })
  test('passes 1 at DC, a third at the end of an axis, a ninth at the corner', () => {
    expect(at(box.response, 0, 0)).toBeCloseTo(1, 6)
    expect(at(box.response, -32, 0)).toBeCloseTo(1 / 3, 6)
    expect(at(box.response, 0, -32)).toBeCloseTo(1 / 3, 6)
    expect(at(box.response, -32, -32)).toBeCloseTo(1 / 9, 6)
    expect(box.response.largest).toBeCloseTo(1, 6)
  })
  test('cuts off where (1 + 2cos 2πu)/3 = 1/√2', () => {
    const cutOff = Math.acos((3 * Math.SQRT1_2 - 1) / 2) / (2 * Math.PI)
    expect(box.response.x).toMatchObject({ peak: 0, low: null })
    expect(box.response.x!.high).toBeCloseTo(cutOff, 5)
    expect(box.response.y!.high).toBeCloseTo(0.15527, 4)
  })
})

describe('Sobel x', () => {
  const sobel = facts(SOBEL)
  test('sums to 0 and reaches from −4 to 4', () => {
    expect([sobel.sum, sobel.negative, sobel.positive]).toEqual([0, -4, 4])
  })
  test('is odd in x, even in y, and its half turn is its negative', () => {
    expect(sobel.symmetry).toEqual({ x: 'odd', y: 'even', halfTurn: 'odd', quarterTurn: null })
  })
  test('has rank 1', () => expect(sobel.separation.rank).toBe(1))
  test('passes |2 sin 2πu|·4 along x and nothing along y', () => {
    expect(at(sobel.response, 16, 0)).toBeCloseTo(8, 6)
    expect(at(sobel.response, 0, 16)).toBeCloseTo(0, 6)
    expect(sobel.response.y).toBeNull()
    expect(sobel.response.x).toMatchObject({ peak: 0.25 })
    expect(sobel.response.x!.low).toBeCloseTo(0.125, 4)
    expect(sobel.response.x!.high).toBeCloseTo(0.375, 4)
  })
  test('with its taps two apart has its peak at half the frequency', () => {
    const wide = facts(SOBEL, { dilation: { y: 1, x: 2 } })
    expect(at(wide.response, 8, 0)).toBeCloseTo(8, 6)
    expect(wide.response.x!.peak).toBeCloseTo(0.125, 6)
  })
})

describe('others', () => {
  test('the Laplacian has rank 2, which saves nothing, and passes 8 at the corner', () => {
    const { separation, response, symmetry } = facts(LAPLACIAN)
    expect(separation).toMatchObject({ rank: 2, direct: 9, separable: 12 })
    expect(at(response, 0, 0)).toBeCloseTo(0, 6)
    expect(at(response, -32, -32)).toBeCloseTo(8, 6)
    expect(symmetry.quarterTurn).toBe('even')
  })
  test('a 1 × 2 difference is odd in x and has no quarter turn', () => {
    const { symmetry } = facts([[-1, 1]])
    expect(symmetry).toEqual({ x: 'odd', y: 'even', halfTurn: 'odd', quarterTurn: null })
  })
  test('a crooked kernel has no symmetry', () => {
    const { symmetry } = facts([
      [1, 2],
      [3, 5],
    ])
    expect(Object.values(symmetry)).toEqual([null, null, null, null])
  })
  test('zeros have rank 0 and pass nothing', () => {
    const { separation, response } = facts(scaled(ONES, 0))
    expect(separation).toEqual({ kernels: 0, rank: 0, direct: 0, separable: 0 })
    expect(response.x).toBeNull()
  })
})

describe('kernels of several channels', () => {
  const layer = layerOf([BOX, SOBEL, scaled(ONES, 0)])
  test('are added up', () => {
    const { facts, bias, channels } = inspectOutput(layer, 0, null)
    expect([bias, ...channels]).toEqual([0.5, 0, 1, 2])
    expect(facts.sum).toBeCloseTo(1, 6)
    expect(facts.negative).toBe(-4)
    expect(facts.positive).toBeCloseTo(5, 6)
    expect(facts.separation).toEqual({ kernels: 2, rank: 2, direct: 18, separable: 12 })
    expect(facts.symmetry).toEqual({ x: null, y: 'even', halfTurn: null, quarterTurn: null })
    expect(at(facts.response, 0, 0)).toBeCloseTo(1, 6)
  })
  test('are looked at one by one', () => {
    expect(inspectOutput(layer, 0, 1).facts.positive).toBe(4)
  })
  test('of a group are counted from its first channel', () => {
    const [data, bias] = [Float32Array.of(1, 2, 3, 4), null]
    const grouped = { ...DEFAULT_SETTINGS, groups: 2, bias }
    const two: Layer = { ...grouped, weights: { shape: [2, 2, 1, 1], data } }
    const { channels, facts } = inspectOutput(two, 1, 3)
    expect(channels).toEqual([2, 3])
    expect(facts.sum).toBe(4)
  })
  test('that are not there are refused', () => {
    expect(() => inspectOutput(layer, 1, null)).toThrow('There is no output 1')
    expect(() => inspectOutput(layer, 0, 3)).toThrow('There is no input channel 3')
    expect(() => inspectOutput(layerOf([[[NaN]]]), 0, null)).toThrow('not a finite number')
  })
})

test('values outside 0…1 are counted, ends and NaN are not', () => {
  const values = Float32Array.of(-0.1, 0, 0.5, 1, 1.1, 2, NaN)
  expect(clippingOf(values)).toEqual({ below: 1, above: 2, total: 7 })
})
