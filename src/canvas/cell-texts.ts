import type { Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import { formatShort } from '../format'
import { isExact } from '../zoom/detail'
import { wholePixels } from '../zoom/window'
import type { Drawable } from './draw-plane'
import { colourIndex, type Scale } from './scale'

/** A number written over its pixel. */
export interface CellText {
  readonly text: string
  /** Whether it stands on a light colour and is written dark. */
  readonly isOnLight: boolean
}

/** The numbers over the pixels of a region, row by row. */
export interface CellTexts {
  readonly region: Region
  /** Where that lies on the canvas, where its pixels are not those of the plane. */
  readonly on?: Region
  readonly cells: readonly CellText[]
  /** CSS pixels, so that the longest fits. */
  readonly fontSize: number
}

/** Smallest side of a pixel, in CSS pixels, that a number is written into. */
export const READABLE = 24
/** Width of a character over the size of its face. */
const DIGIT = 0.61
const SMALLEST_FACE = 5
const COMFORTABLE_FACE = 10
const LARGEST_FACE = 12

/**
 * The values of a plane that is enlarged so far that each fits into its pixel, for the pixels that
 * `window` shows in `drawn` CSS pixels, `digits` times as large as usual; null where pixels are too small or where the plane holds means.
 */
export function cellTexts(
  plane: Drawable & { readonly region: Region },
  window: Region,
  drawn: Size & { readonly digits?: number },
  scale: Scale,
): CellTexts | null {
  const digits = drawn.digits ?? 1
  const pixel = { width: drawn.width / window.width, height: drawn.height / window.height }
  if (!isExact(plane) || Math.min(pixel.width, pixel.height) < READABLE * digits) return null
  const { region } = plane
  const seen = wholePixels({ ...window, y: window.y - region.y, x: window.x - region.x }, plane)
  const cells = Array.from({ length: seen.height * seen.width }, (_, index) => {
    const [row, column] = [Math.floor(index / seen.width), index % seen.width]
    const value = plane.values[(seen.y + row) * plane.width + seen.x + column] ?? NaN
    return cellText(value, scale)
  })
  return {
    region: { ...seen, y: seen.y + region.y, x: seen.x + region.x },
    ...written(cells, pixel, digits),
  }
}

/** The numbers in a face that fits; without the 0 before the point where that makes it larger. */
function written(
  cells: readonly CellText[],
  pixel: Size,
  digits: number,
): Omit<CellTexts, 'region'> {
  const fontSize = faceFor(cells, pixel, digits)
  if (fontSize >= COMFORTABLE_FACE * digits) return { cells, fontSize }
  const brief = cells.map((cell) => ({ ...cell, text: cell.text.replace(/^(−?)0\./, '$1.') }))
  return { cells: brief, fontSize: faceFor(brief, pixel, digits) }
}

function cellText(value: number, scale: Scale): CellText {
  const colour = scale.colours[colourIndex(value, scale)] ?? 0
  return { text: formatShort(value), isOnLight: lightness(colour) > 120 }
}

function faceFor(cells: readonly CellText[], pixel: Size, digits: number): number {
  const longest = Math.max(...cells.map(({ text }) => text.length), 1)
  const fitting = Math.min((pixel.width - 2) / (longest * DIGIT), pixel.height - 6)
  return Math.min(LARGEST_FACE * digits, Math.max(SMALLEST_FACE, Math.floor(fitting * 2) / 2))
}

/** Perceived lightness 0–255 of a packed pixel, by BT.709's weights. */
function lightness(packed: number): number {
  const [red, green, blue] = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
