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
/** The part of a pixel's width that its number may fill. */
const FILLED = 0.8
/** What would be written smaller than this gives up its third digit; then it is not written at all. */
const LEGIBLE_FACE = 9
const COMFORTABLE_FACE = 10
const LARGEST_FACE = 12

/**
 * The values of a plane that is enlarged so far that each fits into its pixel, for the pixels that
 * `window` shows in `drawn` CSS pixels, `digits` times as large as usual; null where pixels are too small
 * for legible numbers or where the plane holds means.
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
  const values = Array.from({ length: seen.height * seen.width }, (_, index) => {
    const [row, column] = [Math.floor(index / seen.width), index % seen.width]
    return plane.values[(seen.y + row) * plane.width + seen.x + column] ?? NaN
  })
  const { texts, fontSize } = written(values, pixel, digits)
  if (fontSize < LEGIBLE_FACE * digits) return null
  return {
    region: { ...seen, y: seen.y + region.y, x: seen.x + region.x },
    cells: values.map((value, index) => ({
      text: texts[index] ?? '',
      isOnLight: lightness(scale.colours[colourIndex(value, scale)] ?? 0) > 120,
    })),
    fontSize,
  }
}

/**
 * The numbers in a face that fits: without the 0 before the point where that makes it larger, and
 * with two digits where it would still be hard to read.
 */
function written(
  values: readonly number[],
  pixel: Size,
  digits: number,
): { readonly texts: readonly string[]; readonly fontSize: number } {
  const inFace = (texts: readonly string[]) => ({ texts, fontSize: faceFor(texts, pixel, digits) })
  const brief = (significant: number): string[] =>
    values.map((value) => formatShort(value, significant).replace(/^(−?)0\./, '$1.'))
  const full = inFace(values.map((value) => formatShort(value)))
  if (full.fontSize >= COMFORTABLE_FACE * digits) return full
  const three = inFace(brief(3))
  return three.fontSize >= LEGIBLE_FACE * digits ? three : inFace(brief(2))
}

function faceFor(texts: readonly string[], pixel: Size, digits: number): number {
  const longest = Math.max(...texts.map(({ length }) => length), 1)
  const fitting = Math.min((pixel.width * FILLED) / (longest * DIGIT), pixel.height - 6)
  return Math.min(LARGEST_FACE * digits, Math.floor(fitting * 2) / 2)
}

/** Perceived lightness 0–255 of a packed pixel, by BT.709's weights. */
function lightness(packed: number): number {
  const [red, green, blue] = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
