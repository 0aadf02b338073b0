import { expect, test } from 'vitest'
import type { Effect } from '../../electron/contract/port'
import { drawEffect } from './draw-effect'

/** A context that keeps what was put on it. */
function paper() {
  let put: Uint8ClampedArray | null = null
  const context = {
    canvas: { width: 0, height: 0 },
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (image: ImageData) => (put = image.data),
  }
  return { context: context as unknown as CanvasRenderingContext2D, pixels: () => [...(put ?? [])] }
}

function effect(...values: number[]): Effect {
  const region = { y: 0, x: 0, height: 1, width: 1 }
  return {
    planes: values.map((value, channel) => {
      return { channel, region, height: 1, width: 1, values: Float32Array.of(value) }
    }),
    statistics: values.map((value) => {
      const histogram = { low: value, high: value, counts: [1] }
      return { min: value, max: value, mean: value, notFinite: 0, histogram }
    }),
  }
}

test('three clamped maps are colours, one is grey, a signed one has its zero at mid-grey', () => {
  const { context, pixels } = paper()
  drawEffect(context, effect(0.2, 0.6, 2), { mode: 'clamp', white: 1 })
  expect(pixels()).toEqual([51, 153, 255, 255])
  drawEffect(context, effect(0.2), { mode: 'clamp', white: 1 })
  expect(pixels()).toEqual([51, 51, 51, 255])
  drawEffect(context, effect(0, 1, 1), { mode: 'mid-grey', white: 1 })
  expect(pixels()).toEqual([128, 128, 128, 255])
})
