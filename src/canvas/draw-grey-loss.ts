import type { Drawable } from './draw-plane'

/** How bright the grey of the other pixels is drawn, so that the marked ones stand out. */
const DIMMED = 0.55

/**
 * A picture in the grey of `weights`, dimmed, but for the pixels that are marked: they keep their
 * colours. planes: R, G, B of 0–1, [H,W]; share: how much of each value is marked, 0–1, [H,W].
 */
export function drawTwins(
  context: CanvasRenderingContext2D,
  planes: readonly [Drawable, Drawable, Drawable],
  { share, weights }: { share: Drawable; weights: readonly [number, number, number] },
): void {
  const [red, green, blue] = planes
  const { canvas } = context
  if (canvas.width !== red.width) canvas.width = red.width
  if (canvas.height !== red.height) canvas.height = red.height
  const image = context.createImageData(red.width, red.height)
  for (let at = 0; at < red.values.length; at++) {
    const colour = [red.values[at] ?? 0, green.values[at] ?? 0, blue.values[at] ?? 0]
    const grey = DIMMED * colour.reduce((sum, value, part) => sum + (weights[part] ?? 0) * value, 0)
    const part = share.values[at] ?? 0
    // ImageData clamps to 0–255 and rounds by itself.
    colour.forEach((value, byte) => {
      image.data[4 * at + byte] = 255 * (grey + part * (value - grey))
    })
    image.data[4 * at + 3] = 255
  }
  context.putImageData(image, 0, 0)
}
