import { OUTSIDE, sourceIndex } from '../../electron/contract/padding'
import type { ConvolutionSpec, Geometry, Size } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import { receptiveField, type Pixel } from '../canvas/fit'

/** Where one tap of the window lies in the picture. */
export interface TapPlace extends Pixel {
  /** It lies outside the picture. */
  readonly isPadding: boolean
  /** The pixel whose value stands there; null where padding puts a value of its own. */
  readonly source: Pixel | null
}

/** What the window of one output looks like on the picture. */
export interface TapPattern {
  readonly field: Region
  /** Row by row; none when there are more than `MOST_TAPS`. */
  readonly taps: readonly TapPlace[]
  /** The windows of the outputs above, left, right and below, as far as there are such outputs. */
  readonly neighbours: readonly Region[]
  readonly spec: ConvolutionSpec
}

/** More taps than this are not told apart on a screen. */
export const MOST_TAPS = 1024

/** The window of output pixel (y, x): position y·s + a·d − p of every tap a, and what pads it. */
export function tapPattern(geometry: Geometry, pixel: Pixel): TapPattern {
  const { spec } = geometry
  const field = receptiveField(geometry, pixel)
  const { height, width } = spec.kernel
  const count = height * width > MOST_TAPS ? 0 : height * width
  const taps = Array.from({ length: count }, (_, tap) => ({
    y: field.y + Math.floor(tap / width) * spec.dilation.y,
    x: field.x + (tap % width) * spec.dilation.x,
  }))
  return {
    field,
    taps: taps.map((at) => ({ ...at, ...sourceOf(spec, at) })),
    neighbours: neighboursOf(geometry.output, pixel).map((near) => receptiveField(geometry, near)),
    spec,
  }
}

function sourceOf({ input, paddingMode }: ConvolutionSpec, at: Pixel) {
  const y = sourceIndex(at.y, input.height, paddingMode)
  const x = sourceIndex(at.x, input.width, paddingMode)
  const isPadding = y !== at.y || x !== at.x
  return { isPadding, source: y === OUTSIDE || x === OUTSIDE ? null : { y, x } }
}

function neighboursOf({ height, width }: Size, { y, x }: Pixel): Pixel[] {
  const around = [
    { y: y - 1, x },
    { y, x: x - 1 },
    { y, x: x + 1 },
    { y: y + 1, x },
  ]
  return around.filter((near) => near.y >= 0 && near.x >= 0 && near.y < height && near.x < width)
}

/** What a magnifier shows of the window: the field, a stride around it for its neighbours, a pixel. */
export function loupeRegion({ field, spec: { stride } }: TapPattern): Region {
  const side = Math.max(field.height + 2 * stride.y, field.width + 2 * stride.x) + 2
  return {
    y: field.y - Math.floor((side - field.height) / 2),
    x: field.x - Math.floor((side - field.width) / 2),
    height: side,
    width: side,
  }
}

/** The part of a region that lies within a picture, or null when none does. */
export function partInside({ y, x, height, width }: Region, size: Size): Region | null {
  const [top, left] = [Math.max(0, y), Math.max(0, x)]
  const [bottom, right] = [Math.min(size.height, y + height), Math.min(size.width, x + width)]
  if (bottom <= top || right <= left) return null
  return { y: top, x: left, height: bottom - top, width: right - left }
}
