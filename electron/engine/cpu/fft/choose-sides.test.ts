import { describe, expect, it } from 'vitest'
import { loadCase } from '../../convolution/cases'
import { blockCycles, chooseSides } from './choose-sides'

const geometryOf = (input: [number, number, number], weights: [number, number, number, number]) =>
  loadCase({ name: 'block', input, weights }).convolution.geometry

describe('chooseSides', () => {
  it('takes small blocks for small kernels and outputs', () => {
    const { height, width } = chooseSides(geometryOf([1, 40, 40], [1, 1, 11, 11]), 128)
    expect([height, width]).toEqual([32, 32])
  })

  it('takes oblong blocks for oblong kernels', () => {
    const { height, width } = chooseSides(geometryOf([1, 300, 300], [1, 1, 3, 101]), 128)
    expect(width).toBeGreaterThan(height)
  })

  it('cannot cover a kernel with a smaller block', () => {
    const geometry = geometryOf([1, 80, 80], [1, 1, 40, 40])
    expect(blockCycles(geometry, { height: 32, width: 64 }, 128)).toBe(Infinity)
  })

  it('counts a pair of blocks for one block alone', () => {
    const sides = { height: 64, width: 64 } as const
    const one = blockCycles(geometryOf([1, 64, 64], [1, 1, 9, 9]), sides, 128)
    const two = blockCycles(geometryOf([1, 64, 120], [1, 1, 9, 9]), sides, 128)
    expect(one).toBe(two)
  })
})
