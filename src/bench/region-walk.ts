import type { Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import type { Pixel } from '../canvas/fit'

/** Outputs on a side of the region that the window is led through. */
export const WALK_SIDE = 8

/** The region of at most 8 × 8 outputs around a pixel; at an edge of the map it is moved inwards. */
export function walkRegion({ y, x }: Pixel, size: Size): Region {
  const [height, width] = [Math.min(WALK_SIDE, size.height), Math.min(WALK_SIDE, size.width)]
  const first = (place: number, side: number, length: number): number =>
    Math.min(length - side, Math.max(0, place - (side >> 1)))
  return { y: first(y, height, size.height), x: first(x, width, size.width), height, width }
}

/** The number of a pixel within a region, row by row; −1 when it lies outside. */
export function indexWithin({ y, x, height, width }: Region, pixel: Pixel): number {
  const [row, column] = [pixel.y - y, pixel.x - x]
  if (row < 0 || column < 0 || row >= height || column >= width) return -1
  return row * width + column
}

/** The pixel of a number; numbers go on around: −1 is the last one, height·width the first. */
export function pixelWithin({ y, x, height, width }: Region, index: number): Pixel {
  const count = height * width
  const at = ((index % count) + count) % count
  return { y: y + Math.floor(at / width), x: x + (at % width) }
}
