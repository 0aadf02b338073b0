import { describe, expect, it } from 'vitest'
import { GREY, tint } from './colour-maps'
import { colourPixels, drawColour, drawPlane } from './draw-plane'
import { colourIndex, scaleFor } from './scale'

interface Put {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** A context that remembers what was put, and counts the images it had to make. */
function fakeContext() {
  const canvas = { width: 300, height: 150 }
  const put: Put[] = []
  let made = 0
  const context = {
    canvas,
    createImageData: (width: number, height: number) => {
      made++
      return { width, height, data: new Uint8ClampedArray(width * height * 4) }
    },
    putImageData: (image: Put) => put.push({ ...image, data: image.data.slice() }),
  }
  return {
    canvas,
    put,
    made: () => made,
    context: context as unknown as CanvasRenderingContext2D,
  }
}

describe('colourPixels', () => {
  it('gives every value the colour that the scale gives it', () => {
    const values = Float32Array.of(-3, -0.25, 0, 0.1, 0.5, 0.999, 1, 40)
    for (const mode of ['clamp', 'absolute', 'mid-grey', 'min-max', 'diverging'] as const) {
      const scale = scaleFor(mode, { min: -3, max: 40 })
      const pixels = new Uint32Array(values.length)
      colourPixels(pixels, values, scale)
      expect([...pixels]).toEqual(
        [...values].map((value) => scale.colours[colourIndex(value, scale)]),
      )
    }
  })

  it('paints NaN and infinities in the colour of what is not finite', () => {
    const pixels = new Uint32Array(3)
    colourPixels(
      pixels,
      Float32Array.of(NaN, Infinity, -Infinity),
      scaleFor('clamp', { min: 0, max: 1 }),
    )
    expect([...pixels]).toEqual([0xffff00ff, 0xffff00ff, 0xffff00ff])
  })
})

describe('drawPlane', () => {
  const plane = { width: 2, height: 1, values: Float32Array.of(0, 1) }
  const scale = { ...scaleFor('clamp', { min: 0, max: 1 }), colours: GREY }

  it('gives the canvas the size of the plane and puts its pixels', () => {
    const { canvas, context, put } = fakeContext()
    drawPlane(context, plane, scale)
    expect(canvas).toEqual({ width: 2, height: 1 })
    expect([...put[0]!.data]).toEqual([0, 0, 0, 255, 255, 255, 255, 255])
  })

  it('uses its image again until the size changes', () => {
    const { context, made } = fakeContext()
    drawPlane(context, plane, scale)
    drawPlane(context, plane, { ...scale, colours: tint(0) })
    expect(made()).toBe(1)
    drawPlane(context, { width: 1, height: 2, values: Float32Array.of(1, 1) }, scale)
    expect(made()).toBe(2)
  })
})

describe('drawColour', () => {
  it('joins three planes and clamps what lies outside 0–1', () => {
    const { context, put } = fakeContext()
    const plane = (...values: number[]) => ({
      width: 2,
      height: 1,
      values: Float32Array.from(values),
    })
    drawColour(context, [plane(1, 0.2), plane(0, 2), plane(0.6, -1)])
    expect([...put[0]!.data]).toEqual([255, 0, 153, 255, 51, 255, 0, 255])
  })
})
