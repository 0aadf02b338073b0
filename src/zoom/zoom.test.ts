import { describe, expect, it } from 'vitest'
import type { Geometry } from '../../electron/contract/spec'
import { alignmentOf, alignmentOn, fromInput, toInput } from './alignment'
import { covers, detailFor, serves } from './detail'
import { centreAbout, clampLevel, wayTo, windowAt, wholePixels } from './window'

const SIZE = { height: 400, width: 600 }

function geometry(stride: number, kernel: number, padding: number): Geometry {
  const spec = {
    stride: { y: stride, x: stride },
    padding: { top: padding, left: padding, right: padding, bottom: padding },
  }
  return { spec, effectiveKernel: { height: kernel, width: kernel } } as unknown as Geometry
}

describe('windows', () => {
  it('show size / level about the centre, and stay inside', () => {
    expect(windowAt(SIZE, 4, { y: 200, x: 300 })).toEqual({
      y: 150,
      x: 225,
      height: 100,
      width: 150,
    })
    expect(windowAt(SIZE, 4, { y: 0, x: 599 })).toEqual({ y: 0, x: 450, height: 100, width: 150 })
    expect(windowAt(SIZE, 1, { y: 3, x: 599 })).toEqual({ y: 0, x: 0, ...SIZE })
  })

  it('zoom until three pixels fill the longer side', () => {
    expect(clampLevel(1e9, SIZE)).toBe(200)
    expect(clampLevel(0.2, SIZE)).toBe(1)
    expect(clampLevel(2, { height: 3, width: 3 })).toBe(1)
  })

  it('keep the place under the pointer still', () => {
    // From level 2 to 4 about (100, 100): (200, 300) comes half as near.
    expect(centreAbout({ y: 200, x: 300 }, { y: 100, x: 100 }, 0.5)).toEqual({ y: 150, x: 200 })
  })

  it('move just as far as a pixel needs to be seen', () => {
    const window = { y: 10, x: 20, height: 5, width: 5 }
    expect(wayTo(window, { y: 8, x: 22 })).toEqual({ y: -2, x: 0 })
    expect(wayTo(window, { y: 15, x: 26 })).toEqual({ y: 1, x: 2 })
  })

  it('touch whole pixels of the plane', () => {
    const window = { y: -0.5, x: 3.2, height: 2, width: 1 }
    expect(wholePixels(window, SIZE)).toEqual({ y: 0, x: 3, height: 2, width: 2 })
  })
})

describe('alignment by receptive fields', () => {
  it('is none for a kernel in the middle of its own padding', () => {
    expect(toInput(alignmentOf(geometry(1, 3, 1)), { y: 7.5, x: 2.5 })).toEqual({ y: 7.5, x: 2.5 })
  })

  it('puts the first pixel of a map over the middle of what it sees', () => {
    // 5 × 5 without padding at stride 2: the first field is [0, 5), its centre 2.5.
    const alignment = alignmentOf(geometry(2, 5, 0))
    expect(toInput(alignment, { y: 0.5, x: 1.5 })).toEqual({ y: 2.5, x: 4.5 })
    expect(fromInput(alignment, { y: 2.5, x: 4.5 })).toEqual({ y: 0.5, x: 1.5 })
  })
})

describe('alignment on the picture', () => {
  it('is by proportion where the layer sees no picture of this size', () => {
    const behind = geometry(1, 3, 1)
    const of = (height: number) =>
      ({
        ...behind,
        spec: { ...behind.spec, input: { height, width: 600 } },
        output: { height: 200, width: 300 },
      }) as unknown as Geometry
    expect(alignmentOn(SIZE, of(200)).scale).toEqual({ y: 2, x: 2 })
    expect(alignmentOn(SIZE, of(400)).scale).toEqual({ y: 1, x: 1 })
  })
})

describe('details', () => {
  const window = { y: 100, x: 100, height: 40, width: 60 }
  const box = { height: 200, width: 300 }

  it('reach a quarter beyond the window at the resolution of the display', () => {
    const detail = detailFor(window, SIZE, box)
    expect(detail.region).toEqual({ y: 90, x: 85, height: 60, width: 90 })
    expect(detail).toMatchObject({ maxWidth: 450, maxHeight: 300 })
    expect(detailFor({ ...window, y: 0, x: 0 }, SIZE, box).region).toMatchObject({ y: 0, x: 0 })
  })

  it('serve until the window leaves them or wants more than they hold', () => {
    const region = { y: 90, x: 85, height: 60, width: 90 }
    const exact = { height: 60, width: 90, region }
    expect(serves(exact, window, box)).toBe(true)
    expect(covers(exact, { ...window, x: 120 })).toBe(false)
    const means = { height: 30, width: 45, region }
    expect(serves(means, window, box)).toBe(false)
    expect(serves(means, window, { height: 20, width: 30 })).toBe(true)
  })
})
