import { drawColour, type Drawable } from './draw-plane'
import type { Range } from './scale'

/** A map and the values that are the black and the full of its colour. */
export interface Part {
  readonly plane: Drawable
  readonly range: Range
}

/** Three planes of one size as red, green and blue, each over its range; a colour without one is black. */
export function drawComposite(
  context: CanvasRenderingContext2D,
  parts: readonly [Part | null, Part | null, Part | null],
): void {
  const size = parts.find((part) => part !== null)?.plane
  if (!size) return
  const [red, green, blue] = parts
  drawColour(context, [scaled(red, size), scaled(green, size), scaled(blue, size)])
}

/** Values of 0–1 over the range; NaN, which is drawn as 0, stays. */
export function scaled(part: Part | null, { height, width }: Drawable): Drawable {
  if (!part) return { height, width, values: new Float32Array(height * width) }
  const { min, max } = part.range
  const perUnit = max > min ? 1 / (max - min) : 0
  return { height, width, values: part.plane.values.map((value) => (value - min) * perUnit) }
}
