import { describe, expect, it } from 'vitest'
import { createRandom } from '../../contract/random'
import { singularValues, type Matrix } from './singular-values'

const matrix = (rows: number, columns: number, values: number[]): Matrix => ({
  rows,
  columns,
  values: Float64Array.from(values),
})

/** Σ_r value · left ⊗ right */
function product({ rows, columns }: Matrix, found: ReturnType<typeof singularValues>): number[] {
  return Array.from({ length: rows * columns }, (_, at) =>
    found.values.reduce(
      (sum, value, r) =>
        sum + value * found.left[r]![Math.floor(at / columns)]! * found.right[r]![at % columns]!,
      0,
    ),
  )
}

describe('singular values', () => {
  it('of [[3,0],[4,5]] are √45 and √5', () => {
    // AᵀA = [[25,20],[20,25]] has the eigenvalues 45 and 5.
    const { values, right } = singularValues(matrix(2, 2, [3, 0, 4, 5]))
    expect(values[0]).toBeCloseTo(Math.sqrt(45), 14)
    expect(values[1]).toBeCloseTo(Math.sqrt(5), 14)
    expect(Math.abs(right[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 14)
  })

  it('of [[3,2,2],[2,3,−2]] are 5 and 3', () => {
    // AAᵀ = [[17,8],[8,17]] has the eigenvalues 25 and 9.
    const { values } = singularValues(matrix(2, 3, [3, 2, 2, 2, 3, -2]))
    expect(values).toHaveLength(2)
    expect(values[0]).toBeCloseTo(5, 14)
    expect(values[1]).toBeCloseTo(3, 14)
  })

  it('of the Sobel kernel are √(6·2) and nothing else', () => {
    // (1,2,1)ᵀ · (−1,0,1): lengths √6 and √2.
    const { values } = singularValues(matrix(3, 3, [-1, 0, 1, -2, 0, 2, -1, 0, 1]))
    expect(values[0]).toBeCloseTo(Math.sqrt(12), 14)
    expect(values[1]).toBeLessThan(1e-15)
    expect(values[2]).toBeLessThan(1e-15)
  })

  it('of the Laplacian are √6 + 2 and √6 − 2', () => {
    // [[0,1,0],[1,−4,1],[0,1,0]] is symmetric: λ·(λ² + 4λ − 2) = 0, λ = −2 ± √6, 0.
    const { values } = singularValues(matrix(3, 3, [0, 1, 0, 1, -4, 1, 0, 1, 0]))
    expect(values[0]).toBeCloseTo(2 + Math.sqrt(6), 14)
    expect(values[1]).toBeCloseTo(Math.sqrt(6) - 2, 14)
    expect(values[2]).toBeLessThan(1e-15)
  })

  it('of zeros are zeros, with vectors of zeros on the left', () => {
    const { values, left } = singularValues(matrix(2, 2, [0, 0, 0, 0]))
    expect([...values]).toEqual([0, 0])
    expect([...left[0]!]).toEqual([0, 0])
  })

  it.each([
    [31, 31],
    [5, 9],
    [9, 4],
  ])('multiply back to a random matrix of %i×%i', (rows, columns) => {
    const random = createRandom('singular values')
    const given = matrix(
      rows,
      columns,
      Array.from({ length: rows * columns }, () => random() - 0.5),
    )
    const found = singularValues(given)
    product(given, found).forEach((value, at) => expect(value).toBeCloseTo(given.values[at]!, 13))
    expect([...found.values]).toEqual([...found.values].sort((a, b) => b - a))
  })

  it('refuses a NaN', () => {
    expect(() => singularValues(matrix(1, 2, [1, NaN]))).toThrow('not finite')
  })
})
