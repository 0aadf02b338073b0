import type { Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import type { Pixel } from '../canvas/fit'

/** At the largest zoom so many pixels fill the longer side: even a small tile has room for their numbers. */
const FEWEST = 3
/** One step of the keyboard or of a command. */
export const STEP = 1.5

/** What is done to a view, in pixels of the plane that it is done on. */
export type Move =
  | { readonly kind: 'zoom'; readonly factor: number; readonly at: Pixel | null }
  | { readonly kind: 'pan'; readonly by: Pixel }
  | { readonly kind: 'reveal'; readonly at: Pixel }
  | { readonly kind: 'fit' }

/** The largest zoom of a plane; 1 shows it whole. */
export function largestLevel({ height, width }: Size): number {
  return Math.max(1, Math.max(height, width) / FEWEST)
}

export function clampLevel(level: number, size: Size): number {
  return Math.min(largestLevel(size), Math.max(1, level))
}

/** The part of a plane that is seen at a zoom: size / level about `centre`, moved into the plane. */
export function windowAt(size: Size, level: number, centre: Pixel): Region {
  const [height, width] = [size.height / level, size.width / level]
  return {
    y: within(centre.y - height / 2, size.height - height),
    x: within(centre.x - width / 2, size.width - width),
    height,
    width,
  }
}

function within(start: number, most: number): number {
  return Math.min(Math.max(0, most), Math.max(0, start))
}

export function centreOf({ y, x, height, width }: Region): Pixel {
  return { y: y + height / 2, x: x + width / 2 }
}

/** The centre after the zoom went from one level to another while the place `at` kept still. */
export function centreAbout(centre: Pixel, at: Pixel, ratio: number): Pixel {
  return { y: at.y + (centre.y - at.y) * ratio, x: at.x + (centre.x - at.x) * ratio }
}

/** How far a window has to move so that the pixel `at` is seen. */
export function wayTo(window: Region, at: Pixel): Pixel {
  return {
    y: overhang(at.y, window.y, window.height),
    x: overhang(at.x, window.x, window.width),
  }
}

function overhang(pixel: number, start: number, length: number): number {
  if (pixel < start) return pixel - start
  return Math.max(0, pixel + 1 - (start + length))
}

/** The whole pixels that a window touches, within a plane. */
export function wholePixels(window: Region, size: Size): Region {
  const [top, left] = [Math.max(0, Math.floor(window.y)), Math.max(0, Math.floor(window.x))]
  const bottom = Math.min(size.height, Math.ceil(window.y + window.height))
  const right = Math.min(size.width, Math.ceil(window.x + window.width))
  return { y: top, x: left, height: Math.max(1, bottom - top), width: Math.max(1, right - left) }
}
