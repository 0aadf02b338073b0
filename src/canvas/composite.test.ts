import { describe, expect, it } from 'vitest'
import { scaled } from './composite'

describe('a part of a composite', () => {
  const plane = { height: 1, width: 3, values: Float32Array.of(-2, 0, 6) }

  it('runs from black at the smallest value to full at the largest', () => {
    expect([...scaled({ plane, range: { min: -2, max: 6 } }, plane).values]).toEqual([0, 0.25, 1])
  })

  it('is black where no map is chosen or all values are equal', () => {
    expect([...scaled(null, plane).values]).toEqual([0, 0, 0])
    expect([...scaled({ plane, range: { min: 6, max: 6 } }, plane).values]).toEqual([-0, -0, 0])
  })
})
