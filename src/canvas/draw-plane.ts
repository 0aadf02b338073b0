import type { Size } from '../../electron/contract/spec'
import { NOT_FINITE_INDEX } from './colour-maps'
import type { Scale } from './scale'

/** What is drawn: f32 values, row-major, height·width of them. */
export interface Drawable extends Size {
  readonly values: Float32Array
}

/**
 * Fills `pixels` (packed, one per value) with the colours of `values`. The loop of every frame: no
 * allocation, one multiplication and one look-up per value. Values outside the scale take its end.
 */
export function colourPixels(pixels: Uint32Array, values: Float32Array, scale: Scale): void {
  const { low, colours, isMagnitude } = scale
  const perUnit = 255 / (scale.high - scale.low)
  const notFinite = colours[NOT_FINITE_INDEX] ?? 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    const shown = isMagnitude && value < 0 ? -value : value
    const place = (shown - low) * perUnit + 0.5
    const entry = place <= 0 ? 0 : place >= 255 ? 255 : place | 0
    pixels[index] = value - value === 0 ? (colours[entry] as number) : notFinite
  }
}

interface Frame {
  readonly image: ImageData
  readonly pixels: Uint32Array
}

const frames = new WeakMap<CanvasRenderingContext2D, Frame>()

/** The context's own image, made anew only when the size changes. */
function frameOf(context: CanvasRenderingContext2D, { width, height }: Size): Frame {
  const kept = frames.get(context)
  if (kept?.image.width === width && kept.image.height === height) return kept
  const image = context.createImageData(width, height)
  const frame = { image, pixels: new Uint32Array(image.data.buffer) }
  frames.set(context, frame)
  return frame
}

/** Draws a plane at one canvas pixel per value; the canvas takes the plane's size. */
export function drawPlane(context: CanvasRenderingContext2D, plane: Drawable, scale: Scale): void {
  const { canvas } = context
  if (canvas.width !== plane.width) canvas.width = plane.width
  if (canvas.height !== plane.height) canvas.height = plane.height
  const { image, pixels } = frameOf(context, plane)
  colourPixels(pixels, plane.values, scale)
  context.putImageData(image, 0, 0)
}

/** Draws three planes [H,W] of one size as red, green and blue, 0–`white` each. */
export function drawColour(
  context: CanvasRenderingContext2D,
  planes: readonly [Drawable, Drawable, Drawable],
  white = 1,
): void {
  const { canvas } = context
  const [red, green, blue] = planes
  if (canvas.width !== red.width) canvas.width = red.width
  if (canvas.height !== red.height) canvas.height = red.height
  const { image } = frameOf(context, red)
  for (let index = 0, byte = 0; index < red.values.length; index++, byte += 4) {
    // ImageData clamps to 0–255 and rounds by itself.
    image.data[byte] = ((red.values[index] as number) / white) * 255
    image.data[byte + 1] = ((green.values[index] as number) / white) * 255
    image.data[byte + 2] = ((blue.values[index] as number) / white) * 255
    image.data[byte + 3] = 255
  }
  context.putImageData(image, 0, 0)
}
