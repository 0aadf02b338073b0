import { describe, expect, it } from 'vitest'
import { parseShape } from './shape'
import { slopePer100, soakShapes } from './soak'

describe('soak', () => {
  it('goes round shapes of every kind, the same ones every time, all of which can be', () => {
    const shapes = soakShapes(200)
    expect(soakShapes(200)).toEqual(shapes)
    expect(shapes.some(({ groups }) => groups > 1)).toBe(true)
    expect(shapes.some(({ stride }) => stride.x > 1)).toBe(true)
    expect(shapes.some(({ dilation }) => dilation.y > 1)).toBe(true)
    expect(shapes.some(({ kernel }) => kernel.height !== kernel.width)).toBe(true)
    for (const { input, outChannels, kernel, stride, dilation, padding, groups } of shapes) {
      const text = JSON.stringify({
        ...{ ci: input.channels, co: outChannels, kh: kernel.height, kw: kernel.width },
        ...{ h: input.height, w: input.width, groups },
        stride: [stride.y, stride.x],
        dilation: [dilation.y, dilation.x],
        pad: [padding.top, padding.right, padding.bottom, padding.left],
      })
      expect(() => parseShape(text)).not.toThrow()
    }
  })

  it('has a slope per 100 runs', () => {
    const points = [100, 200, 300].map((runs) => ({ runs, value: 5 + runs * 0.02 }))
    expect(slopePer100(points)).toBeCloseTo(2, 12)
    expect(slopePer100([{ runs: 1, value: 1 }])).toBeNaN()
  })
})
