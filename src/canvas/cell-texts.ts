import type { Size } from '../../electron/contract/spec'
import { formatShort } from '../format'
import type { Drawable } from './draw-plane'
import { colourIndex, type Scale } from './scale'

/** A number written over its pixel. */
export interface CellText {
  readonly text: string
  /** Whether it stands on a light colour and is written dark. */
  readonly isOnLight: boolean
}

/** Smallest pixel, in CSS pixels, that a number fits into. */
const READABLE = { width: 40, height: 18 }

/**
 * The values of a plane that is enlarged so far that each fits over its pixel, row by row; null
 * where pixels are too small or where the plane is a sample of a larger one.
 */
export function cellTexts(
  plane: Drawable & { readonly region: Size },
  drawn: Size,
  scale: Scale,
): readonly CellText[] | null {
  const isWhole = plane.width === plane.region.width && plane.height === plane.region.height
  const isReadable =
    drawn.width / plane.width >= READABLE.width && drawn.height / plane.height >= READABLE.height
  if (!isWhole || !isReadable) return null
  return Array.from(plane.values, (value) => ({
    text: formatShort(value),
    isOnLight: lightness(scale.colours[colourIndex(value, scale)] ?? 0) > 120,
  }))
}

/** Perceived lightness 0–255 of a packed pixel, by BT.709's weights. */
function lightness(packed: number): number {
  const [red, green, blue] = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
