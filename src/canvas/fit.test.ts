import { describe, expect, it } from 'vitest'
import type { Geometry } from '../../electron/contract/spec'
import { fitInto, movedPixel, pixelAt, receptiveField, valueShown } from './fit'

describe('fitInto', () => {
  it('keeps the proportions within the box', () => {
    expect(fitInto({ height: 400, width: 600 }, { height: 300, width: 300 })).toEqual({
      height: 200,
      width: 300,
    })
    expect(fitInto({ height: 2, width: 2 }, { height: 90, width: 200 })).toEqual({
      height: 90,
      width: 90,
    })
  })

  it('leaves at least one pixel of a very long plane', () => {
    expect(fitInto({ height: 1, width: 4000 }, { height: 100, width: 100 }).height).toBe(1)
  })
})

describe('pixelAt', () => {
  it('finds the pixel, the last one at the far edge', () => {
    const size = { height: 3, width: 4 }
    expect(pixelAt(size, 0, 0)).toEqual({ y: 0, x: 0 })
    expect(pixelAt(size, 0.74, 0.34)).toEqual({ y: 1, x: 2 })
    expect(pixelAt(size, 1, 1.2)).toEqual({ y: 2, x: 3 })
  })
})

describe('valueShown', () => {
  const values = Float32Array.of(1, 2, 3, 4)

  it('is exact where every pixel has its own value', () => {
    const region = { y: 0, x: 0, height: 2, width: 2 }
    const plane = { height: 2, width: 2, region, values }
    expect(valueShown(plane, { y: 1, x: 0 })).toEqual({ value: 3, isExact: true })
  })

  it('is the value drawn over the pixel where several share one', () => {
    const region = { y: 0, x: 0, height: 20, width: 20 }
    const plane = { height: 2, width: 2, region, values }
    expect(valueShown(plane, { y: 9, x: 10 })).toEqual({ value: 2, isExact: false })
    expect(valueShown(plane, { y: 10, x: 9 })).toEqual({ value: 3, isExact: false })
  })
})

describe('receptiveField', () => {
  it('starts at y·s − p and is as large as the dilated kernel', () => {
    const geometry = {
      spec: { stride: { y: 2, x: 3 }, padding: { top: 1, right: 0, bottom: 0, left: 2 } },
      effectiveKernel: { height: 5, width: 3 },
    } as Geometry
    expect(receptiveField(geometry, { y: 4, x: 1 })).toEqual({ y: 7, x: 1, height: 5, width: 3 })
    expect(receptiveField(geometry, { y: 0, x: 0 })).toMatchObject({ y: -1, x: -2 })
  })
})

describe('movedPixel', () => {
  const size = { height: 5, width: 20 }
  it('steps by one, by ten with Shift, and stays within the plane', () => {
    expect(movedPixel({ y: 2, x: 2 }, size, 'ArrowRight', false)).toEqual({ y: 2, x: 3 })
    expect(movedPixel({ y: 2, x: 2 }, size, 'ArrowRight', true)).toEqual({ y: 2, x: 12 })
    expect(movedPixel({ y: 0, x: 2 }, size, 'ArrowUp', true)).toEqual({ y: 0, x: 2 })
    expect(movedPixel({ y: 2, x: 2 }, size, 'End', false)).toEqual({ y: 2, x: 19 })
  })

  it('leaves every other key alone', () => {
    expect(movedPixel({ y: 2, x: 2 }, size, 'a', false)).toBeNull()
  })
})
