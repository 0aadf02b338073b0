import type { Geometry, Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'

/** A pixel of a plane, row before column. */
export interface Pixel {
  readonly y: number
  readonly x: number
}

/** The largest size of the same proportions within a box, in CSS pixels, at least 1 px a side. */
export function fitInto(size: Size, box: Size): Size {
  const factor = Math.min(box.width / size.width, box.height / size.height)
  return {
    width: Math.max(1, Math.floor(size.width * factor)),
    height: Math.max(1, Math.floor(size.height * factor)),
  }
}

/** The pixel of a plane of `size` under a point given as fractions 0–1 of the drawn area. */
export function pixelAt(size: Size, across: number, down: number): Pixel {
  const clamp = (place: number, length: number): number =>
    Math.min(length - 1, Math.max(0, Math.floor(place * length)))
  return { y: clamp(down, size.height), x: clamp(across, size.width) }
}

/** The value shown at `pixel` of the whole plane, and whether it is that pixel's own value. */
export function valueShown(
  plane: Size & { readonly values: Float32Array; readonly region: Region },
  { y, x }: Pixel,
): { readonly value: number; readonly isExact: boolean } {
  const { region, width, height } = plane
  const at = pixelAt(
    plane,
    (x - region.x + 0.5) / region.width,
    (y - region.y + 0.5) / region.height,
  )
  return {
    value: plane.values[at.y * width + at.x] ?? NaN,
    isExact: width === region.width && height === region.height,
  }
}

/**
 * The rectangle of the input that output pixel (y, x) sees, holes of a dilated kernel included; it
 * reaches outside the picture where there is padding: [y·s − p, y·s − p + d·(k−1) + 1).
 */
export function receptiveField({ spec, effectiveKernel }: Geometry, { y, x }: Pixel): Region {
  return {
    y: y * spec.stride.y - spec.padding.top,
    x: x * spec.stride.x - spec.padding.left,
    height: effectiveKernel.height,
    width: effectiveKernel.width,
  }
}

/** Where an arrow key, Home or End moves a pixel; null for any other key. Shift moves by 10. */
export function movedPixel(pixel: Pixel, size: Size, key: string, isFar: boolean): Pixel | null {
  const step = isFar ? 10 : 1
  const moves: Record<string, Pixel> = {
    ArrowUp: { y: pixel.y - step, x: pixel.x },
    ArrowDown: { y: pixel.y + step, x: pixel.x },
    ArrowLeft: { y: pixel.y, x: pixel.x - step },
    ArrowRight: { y: pixel.y, x: pixel.x + step },
    Home: { y: pixel.y, x: 0 },
    End: { y: pixel.y, x: size.width - 1 },
  }
  const moved = moves[key]
  if (!moved) return null
  const within = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value))
  return { y: within(moved.y, size.height), x: within(moved.x, size.width) }
}
