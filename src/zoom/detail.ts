import type { Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import { wholePixels } from './window'

/** What is read beyond each edge of a window, as a part of it, so that small moves read nothing. */
const MARGIN = 0.25
/** Planes may have so much less than the display's resolution before they are read again. */
const BEARABLE = 0.8

/** A part of a plane, and the largest size in which it is of use. */
export interface Detail {
  readonly region: Region
  readonly maxWidth: number
  readonly maxHeight: number
}

/** What to read for a window of a plane that is drawn in `box` device pixels. */
export function detailFor(window: Region, size: Size, box: Size): Detail {
  const { y, x, height, width } = window
  const wide = {
    y: y - MARGIN * height,
    x: x - MARGIN * width,
    height: height * (1 + 2 * MARGIN),
    width: width * (1 + 2 * MARGIN),
  }
  const region = wholePixels(wide, size)
  return {
    region,
    maxWidth: Math.ceil((region.width / width) * box.width),
    maxHeight: Math.ceil((region.height / height) * box.height),
  }
}

/** Whether a plane shows all of a window. */
export function covers({ region }: { readonly region: Region }, window: Region): boolean {
  const slack = 1e-6
  return (
    region.y <= window.y + slack &&
    region.x <= window.x + slack &&
    region.y + region.height >= window.y + window.height - slack &&
    region.x + region.width >= window.x + window.width - slack
  )
}

/** Whether a plane holds its pixels themselves instead of means. */
export function isExact(plane: Size & { readonly region: Region }): boolean {
  return plane.width === plane.region.width && plane.height === plane.region.height
}

/** Whether a plane is as good for a window as one that would be read for it. */
export function serves(
  plane: Size & { readonly region: Region },
  window: Region,
  box: Size,
): boolean {
  if (!covers(plane, window)) return false
  const shown = (plane.width / plane.region.width) * window.width
  return isExact(plane) || shown >= BEARABLE * box.width
}
