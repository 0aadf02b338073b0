import { describe, expect, it } from 'vitest'
import { draggedRegion, middleRegion, oddSide, regionAfterKey, regionWithin } from './region'

const size = { height: 40, width: 60 }

describe('the rectangle of a patch', () => {
  it('has odd sides up to 31', () => {
    expect([0, 1, 2, 30, 31, 90].map(oddSide)).toEqual([1, 1, 1, 29, 31, 31])
  })

  it('begins in the middle', () => {
    expect(middleRegion(size)).toEqual({ y: 15, x: 25, height: 9, width: 9 })
    expect(middleRegion({ height: 1, width: 4 })).toEqual({ y: 0, x: 0, height: 1, width: 3 })
  })

  it('is dragged in any direction from where it began', () => {
    expect(draggedRegion({ y: 5, x: 5 }, { y: 10, x: 8 })).toEqual({
      y: 5,
      x: 5,
      height: 5,
      width: 3,
    })
    expect(draggedRegion({ y: 5, x: 50 }, { y: 5, x: 1 })).toEqual({
      y: 5,
      x: 20,
      height: 1,
      width: 31,
    })
  })

  it('follows the keys and stays in the picture', () => {
    const region = { y: 0, x: 50, height: 5, width: 9 }
    const key = (name: string, isFar = false, isSizing = false) =>
      regionAfterKey(region, { key: name, isFar, isSizing }, size)
    expect(key('ArrowRight', true)).toEqual({ ...region, x: 51 })
    expect(key('ArrowUp')).toEqual(region)
    expect(key('ArrowDown', false, true)).toEqual({ ...region, height: 7 })
    expect(key('ArrowLeft', false, true)).toEqual({ ...region, width: 7 })
    expect(key('x')).toBeNull()
    expect(regionWithin({ y: 38, x: 0, height: 99, width: 2 }, size)).toEqual({
      y: 9,
      x: 0,
      height: 31,
      width: 1,
    })
  })
})
