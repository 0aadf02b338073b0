import { describe, expect, it } from 'vitest'
import { compose } from '../../../contract/sentence'
import { loadCase } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import type { Convolution } from '../../engine'
import { createCpuEngine } from '../engine'
import { ORDERED_256 } from '../profile'
import { errorFactor, factorize, mayHaveRank } from './factors'
import { SEPARABLE, SEPARABLE_2 } from './separable'
import { separate } from './separate'

/** 1→1 with these rows as its kernel. */
function withKernel(rows: readonly (readonly number[])[]): Convolution {
  const { convolution } = loadCase({
    name: 'separable',
    input: [1, 32, 32],
    weights: [1, 1, rows.length, rows[0]!.length],
  })
  return { ...convolution, weights: Float32Array.from(rows.flat()) }
}

const outer = (column: readonly number[], row: readonly number[]) =>
  column.map((down) => row.map((across) => down * across))

const gaussian = (size: number, sigma: number) => {
  const falls = Array.from({ length: size }, (_, at) =>
    Math.exp(-(((at - (size - 1) / 2) / sigma) ** 2) / 2),
  )
  const sum = falls.reduce((all, value) => all + value, 0)
  return falls.map((value) => value / sum)
}

const box = (size: number) => Array<number>(size).fill(1 / size)

describe('kernels that are a column times a row', () => {
  it.each([
    ['Sobel', outer([1, 2, 1], [-1, 0, 1])],
    ['box 3×3', outer(box(3), box(3))],
    ['box 31×31', outer(box(31), box(31))],
    ['Gaussian 5×5', outer(gaussian(5, 1), gaussian(5, 1))],
    ['Gaussian 15×15', outer(gaussian(15, 2.5), gaussian(15, 2.5))],
    ['motion along a row', [[0, 0, 0, 0, 0], box(5), [0, 0, 0, 0, 0]]],
    ['zeros', outer([0, 0, 0], [0, 0, 0])],
  ])('%s is covered', (_, kernel) => {
    expect(SEPARABLE.refusal(withKernel(kernel))).toBeNull()
  })

  it('the factors of Sobel multiply back to it', () => {
    const separation = separate(withKernel(outer([1, 2, 1], [-1, 0, 1])), 1)
    if ('reason' in separation) throw new Error(compose(separation.reason))
    const { columns, rows } = separation.factors[0]!
    const back = outer([...columns[0]!], [...rows[0]!]).flat()
    back.forEach((value, at) => expect(value).toBeCloseTo([-1, 0, 1, -2, 0, 2, -1, 0, 1][at]!, 6))
    expect(rows[0]!.reduce((sum, value) => sum + Math.abs(value), 0)).toBeLessThanOrEqual(1)
  })
})

describe('kernels that are not', () => {
  const nearly = outer(gaussian(15, 2.5), gaussian(15, 2.5))
  nearly[0]![0]! *= 1 + 2 ** -15
  const tail = outer([1, 1, 1, 1, 1], [1, 1, 1, 1, 1])
  tail[4]![4] = 1 + 2 ** -19

  it.each([
    [
      'Laplacian (rank 2)',
      [
        [0, 1, 0],
        [1, -4, 1],
        [0, 1, 0],
      ],
    ],
    ['a sum of two', outer([1, 2, 3], [4, 5, 6]).map((row, y) => row.map((w, x) => w + x * y))],
    ['a Gaussian whose corner is off by 2⁻¹⁵', nearly],
    ['a box whose corner is off by 2⁻¹⁹', tail],
    [
      'a NaN',
      [
        [1, 1, 1],
        [1, NaN, 1],
        [1, 1, 1],
      ],
    ],
    [
      'an infinity',
      [
        [1, 1, 1],
        [1, Infinity, 1],
        [1, 1, 1],
      ],
    ],
    ['too large to be safe', outer([1e9, 1e9, 1e9], [1, 1, 1])],
    ['a corner that underflowed', outer(gaussian(15, 0.7), gaussian(15, 0.7))],
  ])('%s is refused', (_, kernel) => {
    expect(compose(SEPARABLE.refusal(withKernel(kernel))!)).toMatch(
      / has (not|only nearly) that form; wasm-direct covers it\.$/,
    )
  })

  it('one slice of many is enough, and it is named', () => {
    const { convolution } = loadCase({
      name: 'many',
      input: [2, 9, 9],
      weights: [3, 2, 3, 3],
      rank: 1,
    })
    const weights = convolution.weights.slice()
    weights[3 * 9 + 4]! += 0.25
    expect(compose(SEPARABLE.refusal({ ...convolution, weights })!)).toMatch('kernel 1, 1 has not')
  })

  it('are told by elimination, before any singular value', () => {
    const matrix = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) }
    expect(mayHaveRank(matrix, 1)).toBe(false)
    expect(mayHaveRank(matrix, 2)).toBe(true)
    expect(mayHaveRank({ ...matrix, values: Float64Array.of(1, 2, 2, 4) }, 1)).toBe(true)
  })
})

describe('kernels that are the sum of two such products', () => {
  /** Laplacian of Gaussian (1 − r²/2σ²)·exp(−r²/2σ²) */
  const log = (size: number, sigma: number) => {
    const at = (n: number) => ((n - (size - 1) / 2) / sigma) ** 2 / 2
    return Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (_, x) => (1 - at(x) - at(y)) * Math.exp(-at(x) - at(y))),
    )
  }
  const sharpened = outer(gaussian(7, 1.5), gaussian(7, 1.5)).map((row, y) =>
    row.map((weight, x) => (y === 3 && x === 3 ? 2 : 0) - weight),
  )

  it.each([
    ['Laplacian of Gaussian 9×9', log(9, 1.4)],
    ['unsharp mask 7×7', sharpened],
  ])('%s is covered, and is no single product', (_, kernel) => {
    expect(SEPARABLE_2.refusal(withKernel(kernel))).toBeNull()
    expect(compose(SEPARABLE.refusal(withKernel(kernel))!)).toMatch('kernel 0, 0 has not that form')
  })

  it.each([
    ['rank 1', outer(box(5), box(5)), 'not of rank 1; wasm-separable covers it.'],
    ['rank 3', log(5, 1).map((row, y) => row.map((w, x) => w + x * x * y)), 'has not that form'],
    ['3×3', outer(box(3), box(3)), 'covers kernels from 5×5 on, not 3×3; wasm-direct covers it.'],
  ])('%s is refused', (_, kernel, sentence) => {
    expect(compose(SEPARABLE_2.refusal(withKernel(kernel))!)).toMatch(sentence)
  })

  it('a factor counts the products that cancel, by hand', () => {
    const matrix = { rows: 2, columns: 2, values: Float64Array.of(1, 0, 0, 1) }
    const one = Float32Array.of(1, 1)
    const other = Float32Array.of(0.5, -0.5)
    const factors = {
      columns: [Float32Array.of(0.5, 0.5), other],
      rows: [one, Float32Array.of(1, -1)],
    }
    // Every weight is a sum of 0.5 and ±0.5: Σ|c·d| = 4 against Σ|w| = 2, at 3 roundings each.
    expect(errorFactor(matrix, factors, 3)).toBeCloseTo(6, 5)
    expect(errorFactor(matrix, factorize(matrix, 2)!, 3)).toBeLessThanOrEqual(6.001)
  })

  it('its bound holds, and a thousandth of it does not', async () => {
    const engine = createCpuEngine({ memory: new TensorMemory(false), profile: ORDERED_256 })
    const convolution = withKernel(log(9, 1.4))
    const { input } = loadCase({ name: 'margin', input: [1, 32, 32], weights: [1, 1, 9, 9] })
    const prepared = await engine.prepare(convolution, { variant: 'wasm-separable2', threads: 1 })
    const { output } = await prepared.run(input, new AbortController().signal, () => undefined)
    const { factor } = prepared.errorBound
    const agrees = (share: number) =>
      compareWithReference(convolution, input, {
        output,
        errorBound: { factor: factor * share, against: 'peaks' },
      }).agrees
    expect(agrees(1)).toBe(true)
    expect(agrees(1 / 1000)).toBe(false)
    prepared.dispose()
    engine.dispose()
  })
})

it('an infinity in the input gives infinities and NaN where the definition does', async () => {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile: ORDERED_256 })
  const convolution = withKernel(outer([1, 2, 1], [-1, 0, 1]))
  const { input } = loadCase({ name: 'separable', input: [1, 32, 32], weights: [1, 1, 3, 3] })
  input.data[5 * 32 + 5] = Infinity
  const prepared = await engine.prepare(convolution, { variant: 'wasm-separable', threads: 1 })
  const { output } = await prepared.run(input, new AbortController().signal, () => undefined)
  const { errorBound } = prepared
  expect(compareWithReference(convolution, input, { output, errorBound }).agrees).toBe(true)
  expect(output.some(Number.isNaN)).toBe(true)
  expect(output.includes(-Infinity)).toBe(true)
  prepared.dispose()
  engine.dispose()
})
