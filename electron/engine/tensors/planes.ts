import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { PlanesRequest } from '../../contract/port'
import type { Size } from '../../contract/spec'
import type { Luma, Plane, Region } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { checkedLumaWeights } from '../pictures/luma'
import { boxesOf, type Boxes } from './boxes'

/** Which part of a plane is wanted, and the display size that it must fit into. */
export type PlaneWindow = Pick<PlanesRequest, 'region' | 'maxWidth' | 'maxHeight'>

/**
 * One plane of a tensor [C,H,W] as it is shown. When the region is larger than maxWidth × maxHeight
 * every value is the mean of the pixels it covers (box filter, partly covered pixels by their
 * share); otherwise the values are copied. Never enlarged. A NaN stays visible in every value that
 * covers it. Throws `not-found` for a channel and `forbidden` for a region that is not there,
 * `unsupported` for a luma of something else than R, G, B.
 */
export function planeOf(tensor: Tensor, channel: number | Luma, window: PlaneWindow): Plane {
  const region = checkedRegion(tensor, window.region)
  const size = fittedSize(region, window)
  const values = new Float32Array(size.height * size.width)
  const isWhole = size.height === region.height && size.width === region.width
  if (typeof channel === 'string') {
    averageBoxes(values, { region, size, rows: lumaRows(tensor, channel, region) })
  } else if (isWhole) {
    copyRows(values, tensor, { channel, region })
  } else {
    averageBoxes(values, { region, size, rows: channelRows(tensor, channel, region) })
  }
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
      sentence`A plane of ${maxWidth} × ${maxHeight} pixels cannot be shown; ask for at least 1 × 1.`,
    )
  }
  const [width, height] = [Math.floor(maxWidth), Math.floor(maxHeight)]
  const factor = Math.max(1, region.width / width, region.height / height)
  const fit = (side: number): number => Math.max(1, Math.round(side / factor))
  return { height: fit(region.height), width: fit(region.width) }
}

/** Adds rows of the region to `sums`. */
interface RowSource {
  /** Row y, times a weight. */
  addRow(sums: Float64Array, y: number, weight: number): void
  /** Rows y … y+3 as they are, three times as fast as one by one. */
  readonly addFourRows: ((sums: Float64Array, y: number) => void) | null
}

function channelRows(tensor: Tensor, channel: number, region: Region): RowSource {
  const { data, shape } = tensor
  const start = channelStart(tensor, channel, region)
  return {
    addRow(sums, y, weight) {
      const row = start + y * shape.width
      for (let x = 0; x < sums.length; x++) {
        sums[x] = (sums[x] as number) + weight * (data[row + x] as number)
      }
    },
    addFourRows(sums, y) {
      const a = start + y * shape.width
      const [b, c, d] = [a + shape.width, a + 2 * shape.width, a + 3 * shape.width]
      for (let x = 0; x < sums.length; x++) {
        sums[x] =
          (sums[x] as number) +
          (data[a + x] as number) +
          (data[b + x] as number) +
          (data[c + x] as number) +
          (data[d + x] as number)
      }
    },
  }
}

function lumaRows(tensor: Tensor, luma: Luma, region: Region): RowSource {
  const { data, shape } = tensor
  const [r, g, b] = checkedLumaWeights(tensor, luma)
  const start = channelStart(tensor, 0, region)
  const pixels = shape.height * shape.width
  const addRow: RowSource['addRow'] = (sums, y, weight) => {
    const red = start + y * shape.width
    const [green, blue] = [red + pixels, red + 2 * pixels]
    for (let x = 0; x < sums.length; x++) {
      const grey =
        r * (data[red + x] as number) +
        g * (data[green + x] as number) +
        b * (data[blue + x] as number)
      sums[x] = (sums[x] as number) + weight * grey
    }
  }
  return { addRow, addFourRows: null }
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
  readonly rows: RowSource
}

function averageBoxes(values: Float32Array, { region, size, rows }: Averaging): void {
  const lines = boxesOf(region.height, size.height)
  const columns = boxesOf(region.width, size.width)
  const sums = new Float64Array(region.width)
  const area = (region.height / size.height) * (region.width / size.width)
  for (let y = 0; y < size.height; y++) {
    sums.fill(0)
    sumRows(sums, rows, { lines, y })
    sumColumns(values.subarray(y * size.width, (y + 1) * size.width), { sums, columns, area })
  }
}

function sumRows(
  sums: Float64Array,
  rows: RowSource,
  { lines, y }: { lines: Boxes; y: number },
): void {
  const last = at(lines.last, y)
  let row = at(lines.first, y)
  while (row <= last) {
    const share = shareOf(lines, y, row)
    const isFour = share === 1 && row + 3 <= last && shareOf(lines, y, row + 3) === 1
    if (isFour && rows.addFourRows) rows.addFourRows(sums, row)
    else rows.addRow(sums, row, share)
    row += isFour && rows.addFourRows ? 4 : 1
  }
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

/** The channel itself. Throws `not-found` when the tensor has none of that number. */
export function checkedChannel({ shape }: Tensor, channel: number): number {
  if (Number.isInteger(channel) && channel >= 0 && channel < shape.channels) return channel
  throw new FaultError(
    'not-found',
    sentence`There is no channel ${channel}; the tensor has ${shape.channels}, counted from 0.`,
  )
}

/** The region, or the whole plane for null. Throws `forbidden` when it does not lie in the tensor. */
export function checkedRegion({ shape }: Tensor, region: Region | null): Region {
  if (region === null) return { y: 0, x: 0, height: shape.height, width: shape.width }
  const { y, x, height, width } = region
  const whole = [y, x, height, width].every(Number.isInteger)
  const inside = y >= 0 && x >= 0 && y + height <= shape.height && x + width <= shape.width
  if (whole && inside && height >= 1 && width >= 1) return { y, x, height, width }
  throw new FaultError(
    'forbidden',
    sentence`The region ${width} × ${height} at (${x}, ${y}) does not lie in the ${shape.width} × ${shape.height} pixels of the tensor.`,
  )
}
