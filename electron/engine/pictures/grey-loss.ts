import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import {
  VISIBLE_DIFFERENCE,
  type ColourAt,
  type GreySpread,
  type GreyTwins,
  type GreyTwinsRequest,
} from '../../contract/port'
import type { Luma } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { planeOf } from '../tensors/planes'
import { checkColours } from './colour-plane'
import { writeLab } from './colour-views'
import { LUMA_WEIGHTS } from './luma'

/** Room for a plane, display pixels. */
type Room = Pick<GreyTwinsRequest, 'maxWidth' | 'maxHeight'>

/** What rounding to f32 may add to a difference of lumas, in steps of 1/255. */
const ROUNDING = 1e-4

/**
 * Which pixels of a picture [3,H,W] (or [4,H,W]), 0–1, would get the grey of one pixel, and how far
 * their colours are from its colour: ΔE*ab, the distance in CIE 1976 L*a*b* (ISO/CIE 11664-4).
 * Throws `unsupported` for other tensors and `not-found` for a pixel that is not there.
 */
export function greyTwins(
  tensor: Tensor,
  { luma, pixel, tolerance, ...room }: Omit<GreyTwinsRequest, 'picture'>,
): GreyTwins {
  checkColours(tensor, luma)
  const { height, width } = tensor.shape
  const own = colourAt(tensor, checkedPixel(tensor, pixel))
  const lumaOf = lumaFunction(tensor, luma)
  const level = 255 * lumaOf(pixel.y * width + pixel.x)
  const distance = distanceFrom(tensor, own.colour)
  const marks = new Float32Array(height * width)
  const found = { same: 0, others: 0, at: pixel.y * width + pixel.x, deltaE: 0 }
  for (let at = 0; at < marks.length; at++) {
    if (!(Math.abs(255 * lumaOf(at) - level) <= tolerance + ROUNDING)) continue
    marks[at] = 1
    found.same++
    const deltaE = distance(at)
    if (deltaE > VISIBLE_DIFFERENCE) found.others++
    if (deltaE > found.deltaE) Object.assign(found, { at, deltaE })
  }
  return {
    level,
    pixel: own,
    same: found.same,
    others: found.others,
    total: marks.length,
    farthest: colourAt(tensor, { y: Math.floor(found.at / width), x: found.at % width }),
    farthestDeltaE: found.deltaE,
    share: planeOf(asTensor(tensor, marks), 0, { ...room, region: null }),
  }
}

/**
 * How far the colours of a picture [3,H,W] (or [4,H,W]), 0–1, lie apart within each of the 256 levels
 * of a luma. The colour that is least wrong for a level is the mean of its colours in L*a*b*; the
 * spread is the root mean square of ΔE*ab to it. Throws `unsupported` for other tensors.
 */
export function greySpread(tensor: Tensor, luma: Luma, room: Room): GreySpread {
  checkColours(tensor, luma)
  const { levels, spreads, counts } = spreadsOf(tensor, luma)
  const total = levels.length
  const sumOf = (value: (level: number) => number): number =>
    counts.reduce((sum, count, level) => sum + count * value(level), 0)
  const spreadAt = (level: number): number => spreads[level] ?? 0
  const worst = spreads.reduce((best, spread, level) => (spread > spreadAt(best) ? level : best), 0)
  const values = new Float32Array(total)
  for (let at = 0; at < total; at++) values[at] = spreads[levels[at] as number] as number
  return {
    spread: planeOf(asTensor(tensor, values), 0, { ...room, region: null }),
    rmsDeltaE: Math.sqrt(sumOf((level) => spreadAt(level) ** 2) / total),
    lost: sumOf((level) => (spreadAt(level) > VISIBLE_DIFFERENCE ? 1 : 0)),
    total,
    worst: { level: worst, spread: spreadAt(worst) },
  }
}

/** The level of each pixel, and the pixels and the spread of each level. */
function spreadsOf(tensor: Tensor, luma: Luma) {
  const lumaOf = lumaFunction(tensor, luma)
  const levels = new Uint8Array(tensor.shape.height * tensor.shape.width)
  const counts = new Float64Array(256)
  const sums = new Float64Array(4 * 256)
  const labAt = labReader(tensor)
  for (let at = 0; at < levels.length; at++) {
    const level = Math.min(255, Math.max(0, Math.round(255 * lumaOf(at))))
    levels[at] = level
    counts[level] = (counts[level] as number) + 1
    addColour(sums, 4 * level, labAt(at))
  }
  const spreads = counts.map((count, level) => {
    const [l = 0, a = 0, b = 0, squares = 0] = sums.subarray(4 * level, 4 * level + 4)
    // Mean of the squares less the square of the mean; what rounding leaves below 0 is 0.
    const variance = squares / count - (l * l + a * a + b * b) / count ** 2
    return count > 0 ? Math.sqrt(Math.max(0, variance)) : 0
  })
  return { levels, spreads, counts }
}

function lumaFunction({ data, shape }: Tensor, luma: Luma): (at: number) => number {
  const [r, g, b] = LUMA_WEIGHTS[luma]
  const pixels = shape.height * shape.width
  return (at) =>
    r * (data[at] as number) +
    g * (data[at + pixels] as number) +
    b * (data[at + 2 * pixels] as number)
}

/** Adds L*, a*, b* and the sum of their squares to four places of `sums`. */
function addColour(sums: Float64Array, start: number, lab: Float64Array): void {
  const [l, a, b] = [lab[0] as number, lab[1] as number, lab[2] as number]
  sums[start] = (sums[start] as number) + l
  sums[start + 1] = (sums[start + 1] as number) + a
  sums[start + 2] = (sums[start + 2] as number) + b
  sums[start + 3] = (sums[start + 3] as number) + (l * l + a * a + b * b)
}

/** Gives L*, a*, b* of a pixel, always in the same array. */
function labReader({ data, shape }: Tensor): (at: number) => Float64Array {
  const pixels = shape.height * shape.width
  const lab = new Float64Array(3)
  return (at) => {
    const [green, blue] = [data[at + pixels] as number, data[at + 2 * pixels] as number]
    writeLab(lab, data[at] as number, green, blue)
    return lab
  }
}

/** ΔE*ab of a pixel to a colour. */
function distanceFrom(tensor: Tensor, colour: ColourAt['colour']): (at: number) => number {
  const own = new Float64Array(3)
  writeLab(own, ...colour)
  const labAt = labReader(tensor)
  return (at) => {
    const lab = labAt(at)
    return Math.hypot(...lab.map((value, part) => value - (own[part] as number)))
  }
}

function colourAt({ data, shape }: Tensor, { y, x }: { y: number; x: number }): ColourAt {
  const at = y * shape.width + x
  const pixels = shape.height * shape.width
  const [red = NaN, green = NaN, blue = NaN] = [0, 1, 2].map((part) => data[at + part * pixels])
  return { y, x, colour: [red, green, blue] }
}

function asTensor({ shape }: Tensor, data: Float32Array): Tensor {
  return { shape: { ...shape, channels: 1 }, data }
}

function checkedPixel({ shape }: Tensor, pixel: { y: number; x: number }) {
  const { y, x } = pixel
  const isThere = [y, x].every(Number.isInteger) && y >= 0 && x >= 0
  if (isThere && y < shape.height && x < shape.width) return pixel
  throw new FaultError(
    'not-found',
    sentence`There is no pixel at row ${y}, column ${x}; the picture has ${shape.height} × ${shape.width}.`,
  )
}
