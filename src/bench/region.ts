import type { Size } from '../../electron/contract/spec'
import { MOST_PATCH_SIDE } from '../../electron/contract/kernels'
import type { Region } from '../../electron/contract/tensors'
import type { Pixel } from '../canvas/fit'

/** The side that a patch begins with, pixels. */
const FIRST_SIDE = 9

/** The largest odd side up to `length` and the limit of a patch; at least 1. */
export function oddSide(length: number): number {
  const most = Math.max(1, Math.min(MOST_PATCH_SIDE, Math.floor(length)))
  return most % 2 === 1 ? most : most - 1
}

/** The rectangle in the middle of a picture. */
export function middleRegion(size: Size): Region {
  const [height, width] = [
    oddSide(Math.min(FIRST_SIDE, size.height)),
    oddSide(Math.min(FIRST_SIDE, size.width)),
  ]
  return { y: (size.height - height) >> 1, x: (size.width - width) >> 1, height, width }
}

/** The rectangle that is dragged from one pixel to another: odd sides, from the pixel it began at. */
export function draggedRegion(from: Pixel, to: Pixel): Region {
  const height = oddSide(Math.abs(to.y - from.y) + 1)
  const width = oddSide(Math.abs(to.x - from.x) + 1)
  return {
    y: to.y < from.y ? from.y - height + 1 : from.y,
    x: to.x < from.x ? from.x - width + 1 : from.x,
    height,
    width,
  }
}

/**
 * A rectangle after a key: arrows move it (by 10 with `isFar`), arrows with `isSizing` give it two
 * rows or columns more or less. It stays in the picture. null for any other key.
 */
export function regionAfterKey(
  region: Region,
  { key, isFar, isSizing }: { key: string; isFar: boolean; isSizing: boolean },
  size: Size,
): Region | null {
  const steps: Record<string, readonly [down: number, across: number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  const step = steps[key]
  if (!step) return null
  const [down, across] = step
  const far = isFar ? 10 : 1
  return isSizing
    ? regionWithin(
        { ...region, height: region.height + 2 * down, width: region.width + 2 * across },
        size,
      )
    : regionWithin({ ...region, y: region.y + far * down, x: region.x + far * across }, size)
}

/** The nearest rectangle of odd sides that lies in a picture. */
export function regionWithin(region: Region, size: Size): Region {
  const height = oddSide(Math.min(region.height, size.height))
  const width = oddSide(Math.min(region.width, size.width))
  const within = (place: number, most: number): number => Math.max(0, Math.min(most, place))
  return {
    y: within(region.y, size.height - height),
    x: within(region.x, size.width - width),
    height,
    width,
  }
}
