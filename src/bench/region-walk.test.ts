import { describe, expect, it } from 'vitest'
import { indexWithin, pixelWithin, walkRegion } from './region-walk'

describe('the region that the window is led through', () => {
  it('lies around the pixel, and moves inwards at the edges', () => {
    const size = { height: 20, width: 30 }
    expect(walkRegion({ y: 10, x: 15 }, size)).toEqual({ y: 6, x: 11, height: 8, width: 8 })
    expect(walkRegion({ y: 0, x: 29 }, size)).toEqual({ y: 0, x: 22, height: 8, width: 8 })
  })

  it('is the whole map where that is smaller', () => {
    expect(walkRegion({ y: 1, x: 0 }, { height: 2, width: 2 })).toEqual({
      y: 0,
      x: 0,
      height: 2,
      width: 2,
    })
  })

  it('is walked row by row and around', () => {
    const region = { y: 4, x: 6, height: 2, width: 3 }
    const walk = [0, 1, 2, 3, 4, 5, 6].map((index) => pixelWithin(region, index))
    expect(walk.map(({ y, x }) => `${y} ${x}`)).toEqual([
      '4 6',
      '4 7',
      '4 8',
      '5 6',
      '5 7',
      '5 8',
      '4 6',
    ])
    expect(pixelWithin(region, -1)).toEqual({ y: 5, x: 8 })
    expect(walk.slice(0, 6).map((pixel) => indexWithin(region, pixel))).toEqual([0, 1, 2, 3, 4, 5])
    expect(indexWithin(region, { y: 4, x: 9 })).toBe(-1)
    expect(indexWithin(region, { y: 3, x: 6 })).toBe(-1)
  })
})
