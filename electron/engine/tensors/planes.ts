import { FaultError } from '../../contract/faults'
import type { PlanesRequest } from '../../contract/port'
import type { Size } from '../../contract/spec'
import type { Plane, PlaneChannel, Region } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { checkedLumaWeights } from '../pictures/luma'

/** Which part of a plane is wanted, and the display size that it must fit into. */
export type PlaneWindow = Pick<PlanesRequest, 'region' | 'maxWidth' | 'maxHeight'>

/**
 * One plane of a tensor [C,H,W] as it is shown. When the region is larger than maxWidth × maxHeight
 * every value is the mean of the pixels it covers (box filter, partly covered pixels by their
 * share); otherwise the values are copied. Never enlarged. A NaN stays visible in every value that
 * covers it. Throws `not-found` for a channel and `forbidden` for a region that is not there,
 * `unsupported` for a luma of something else than three channels.
 */
export function planeOf(tensor: Tensor, channel: PlaneChannel, window: PlaneWindow): Plane {
  const region = checkedRegion(tensor, window.region)
  const size = fittedSize(region, window)
  const values = new Float32Array(size.height * size.width)
  const isWhole = size.height === region.height && size.width === region.width
  if (typeof channel === 'number' && isWhole) copyRows(values, tensor, { channel, region })
  else averageBoxes(values, { region, size, addRow: rowSource(tensor, channel, region) })
  return { channel, region, ...size, values }
}

/** The largest size with the region's proportions within maxWidth × maxHeight, at most its own. */
export function fittedSize(
  region: Size,
  { maxWidth, maxHeight }: Pick<PlaneWindow, 'maxWidth' | 'maxHeight'>,
): Size {
  if (!(maxWidth >= 1) || !(maxHeight >= 1)) {
    throw new FaultError(
      'forbidden',
      `A plane of ${maxWidth} × ${maxHeight} pixels cannot be shown; ask for at least 1 × 1.`,
    )
  }
  const [width, height] = [Math.floor(maxWidth), Math.floor(maxHeight)]
  const factor = Math.max(1, region.width / width, region.height / height)
  const fit = (side: number): number => Math.max(1, Math.round(side / factor))
  return { height: fit(region.height), width: fit(region.width) }
}

/** Adds weight · (row y of the region) to `sums`. */
type AddRow = (sums: Float64Array, y: number, weight: number) => void

function rowSource(tensor: Tensor, channel: PlaneChannel, region: Region): AddRow {
  const { data, shape } = tensor
  if (typeof channel === 'number') {
    const start = channelStart(tensor, channel, region)
    return (sums, y, weight) => {
      const row = start + y * shape.width
      for (let x = 0; x < sums.length; x++) {
        sums[x] = (sums[x] as number) + weight * (data[row + x] as number)
      }
    }
  }
  const [r, g, b] = checkedLumaWeights(tensor, channel)
  const [red, green, blue] = [0, 1, 2].map((index) => channelStart(tensor, index, region))
  return (sums, y, weight) => {
    const row = y * shape.width
    const [atRed, atGreen, atBlue] = [row + (red ?? 0), row + (green ?? 0), row + (blue ?? 0)]
    for (let x = 0; x < sums.length; x++) {
      const grey =
        r * (data[atRed + x] as number) +
        g * (data[atGreen + x] as number) +
        b * (data[atBlue + x] as number)
      sums[x] = (sums[x] as number) + weight * grey
    }
  }
}

/** Where the region begins in a channel. */
function channelStart(tensor: Tensor, channel: number, region: Region): number {
  const { height, width } = tensor.shape
  return (checkedChannel(tensor, channel) * height + region.y) * width + region.x
}

function copyRows(
  values: Float32Array,
  tensor: Tensor,
  { channel, region }: { channel: number; region: Region },
): void {
  const start = channelStart(tensor, channel, region)
  for (let y = 0; y < region.height; y++) {
    const row = start + y * tensor.shape.width
    values.set(tensor.data.subarray(row, row + region.width), y * region.width)
  }
}

interface Averaging {
  readonly region: Region
  readonly size: Size
  readonly addRow: AddRow
}

function averageBoxes(values: Float32Array, { region, size, addRow }: Averaging): void {
  const rows = boxesOf(region.height, size.height)
  const columns = boxesOf(region.width, size.width)
  const sums = new Float64Array(region.width)
  const area = (region.height / size.height) * (region.width / size.width)
  for (let y = 0; y < size.height; y++) {
    sums.fill(0)
    const last = at(rows.last, y)
    for (let row = at(rows.first, y); row <= last; row++) addRow(sums, row, shareOf(rows, y, row))
    sumColumns(values.subarray(y * size.width, (y + 1) * size.width), { sums, columns, area })
  }
}

/** How `count` outputs share the pixels of one axis: the first and last pixel and their shares. */
interface Boxes {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly firstShare: Float64Array
  readonly lastShare: Float64Array
}

/** Below this a pixel is not covered at all: what is left is rounding. */
const SMALLEST_SHARE = 1e-6

function boxesOf(pixels: number, count: number): Boxes {
  const boxes = {
    first: new Int32Array(count),
    last: new Int32Array(count),
    firstShare: new Float64Array(count),
    lastShare: new Float64Array(count),
  }
  for (let n = 0; n < count; n++) {
    const [start, end] = [(n * pixels) / count, ((n + 1) * pixels) / count]
    const first = Math.floor(start + SMALLEST_SHARE)
    const last = Math.ceil(end - SMALLEST_SHARE) - 1
    boxes.first[n] = first
    boxes.last[n] = last
    boxes.firstShare[n] = Math.min(first + 1, end) - Math.max(start, first)
    boxes.lastShare[n] = last === first ? at(boxes.firstShare, n) : end - last
  }
  return boxes
}

function shareOf(boxes: Boxes, n: number, pixel: number): number {
  if (pixel === boxes.first[n]) return at(boxes.firstShare, n)
  return pixel === boxes.last[n] ? at(boxes.lastShare, n) : 1
}

function sumColumns(
  row: Float32Array,
  { sums, columns, area }: { sums: Float64Array; columns: Boxes; area: number },
): void {
  for (let x = 0; x < row.length; x++) {
    const first = columns.first[x] as number
    const last = columns.last[x] as number
    let sum = (columns.firstShare[x] as number) * (sums[first] as number)
    for (let column = first + 1; column < last; column++) sum += sums[column] as number
    if (last > first) sum += (columns.lastShare[x] as number) * (sums[last] as number)
    row[x] = sum / area
  }
}

function at(values: Float64Array | Int32Array, index: number): number {
  return values[index] as number
}

function checkedChannel({ shape }: Tensor, channel: number): number {
  if (Number.isInteger(channel) && channel >= 0 && channel < shape.channels) return channel
  throw new FaultError(
    'not-found',
    `There is no channel ${channel}; the tensor has ${shape.channels}, counted from 0.`,
  )
}

function checkedRegion({ shape }: Tensor, region: Region | null): Region {
  if (region === null) return { y: 0, x: 0, height: shape.height, width: shape.width }
  const { y, x, height, width } = region
  const whole = [y, x, height, width].every(Number.isInteger)
  const inside = y >= 0 && x >= 0 && y + height <= shape.height && x + width <= shape.width
  if (whole && inside && height >= 1 && width >= 1) return { y, x, height, width }
  throw new FaultError(
    'forbidden',
    `The region ${width} × ${height} at (${x}, ${y}) does not lie in the ` +
      `${shape.width} × ${shape.height} pixels of the tensor.`,
  )
}
