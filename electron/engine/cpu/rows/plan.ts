import type { ConvolutionSpec, Geometry } from '../../../contract/spec'
import { READABLE_AROUND } from '../../tensors/memory'
import type { Profile } from '../profile'
import { placeTables, type StripTables } from '../strip-copy'
import { layStrip, type StripLayout } from '../strip-layout'
import { chooseTile, cutChunks, hasMiddle, type RowsTile } from './tile-shape'

/** Everything that the row-reusing routine's code and constants are made from. */
export interface RowsPlan {
  readonly geometry: Geometry
  readonly tile: RowsTile
  /** Kernel rows that one turn of the inner loop takes, summing to k_h. */
  readonly chunks: readonly number[]
  /** Kernel columns that one turn of the inner loop takes. */
  readonly columnsPerTurn: number
  /** Output rows of a block: R for each phase of the dilation. */
  readonly blockRows: number
  /** The padded rows of a strip, as they lie in a thread's scratch; of most only the ends are filled. */
  readonly layout: StripLayout
  /** Floats from the start of a padded row to its first column. */
  readonly columnAt: number
  readonly tables: StripTables
  /** Which blocks are read from the picture itself, null when none is. */
  readonly inside: Inside | null
  /** Output rows of a strip, a multiple of blockRows. */
  readonly bandRows: number
  readonly bands: number
  readonly strips: number
  /** c_i/groups · k_h · k_w */
  readonly taps: number
  /** Byte offsets among the constants. */
  readonly weightsAt: number
  readonly biasAt: number
  readonly constantsBytes: number
}

/**
 * Blocks and columns whose windows lie in the picture. A tile at each end of a row reads a padded
 * copy of its window where the row has padding there.
 */
export interface Inside {
  /** First rows of blocks that are read directly: firstRow … lastRow. */
  readonly firstRow: number
  readonly lastRow: number
  readonly hasLeft: boolean
  readonly hasRight: boolean
  /** True when the ends are read in place too and what lies outside is masked to 0, not copied. */
  readonly areEndsMasked: boolean
  /** First columns of the first and the last tile between the two ends. */
  readonly firstColumn: number
  readonly lastColumn: number
}

/** Strips that a run is cut into at least, where the geometry gives them. */
const WANTED_STRIPS = 32
/** What a strip reads and writes should stay in its L2 cache until the ends of its rows are done. */
const STRIP_BYTES = 384 * 1024

export function planRows(geometry: Geometry, profile: Profile): RowsPlan {
  const { spec, output, inChannelsPerGroup } = geometry
  const tile = chooseTile(geometry, profile)
  const blockRows = tile.rows * spec.dilation.y
  const blocks = Math.ceil(output.height / blockRows)
  const perPlane = Math.ceil(WANTED_STRIPS / spec.groups)
  const mostBlocks = Math.floor(STRIP_BYTES / bytesOf(geometry, blockRows))
  const bandRows = Math.max(1, Math.min(mostBlocks, Math.floor(blocks / perPlane))) * blockRows
  const layout = layBand(geometry, tile, bandRows)
  const bands = Math.ceil(output.height / bandRows)
  const taps = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const weightsAt = 0
  const biasAt = weightsAt + spec.outChannels * taps * 4
  const tables = placeTables(layout, biasAt + spec.outChannels * 4)
  const chunks = cutChunks(spec.kernel.height, tile.kernelRows)
  return {
    geometry,
    tile,
    chunks,
    columnsPerTurn: columnsPerTurn(spec.kernel.width, tile, profile),
    blockRows,
    layout,
    columnAt: layout.phases[0]?.at ?? 0,
    tables,
    inside: findInside(geometry, tile, blockRows),
    bandRows,
    bands,
    strips: bands * spec.groups,
    taps,
    weightsAt,
    biasAt,
    constantsBytes: tables.end,
  }
}

/** Bytes that rows of a group are read from and written to. */
function bytesOf({ spec, output, ...geometry }: Geometry, rows: number): number {
  const { inChannelsPerGroup, outChannelsPerGroup } = geometry
  return rows * (inChannelsPerGroup * spec.input.width + outChannelsPerGroup * output.width) * 4
}

/** Multiply-adds of one turn at most: longer code compiles longer and runs no faster. */
const MOST_PRODUCTS = 96

function columnsPerTurn(width: number, tile: RowsTile, profile: Profile): number {
  if (profile.name === 'one-tap-128') return 1
  const products = tile.channels * tile.rows * tile.vectors * tile.kernelRows
  return products * width <= MOST_PRODUCTS ? width : Math.min(width, profile.taps)
}

function layBand(geometry: Geometry, tile: RowsTile, bandRows: number): StripLayout {
  const { output, effectiveKernel, inChannelsPerGroup } = geometry
  const columnsRead = Math.max(output.width, tile.vectors * 4)
  const layout = layStrip(geometry, columnsRead, 1)
  const inputRows = bandRows + effectiveKernel.height - 1
  const channelPitch = inputRows * layout.rowPitch
  return {
    ...layout,
    outputRows: bandRows,
    inputRows,
    channelPitch,
    bytes: inChannelsPerGroup * channelPitch * 4,
  }
}

function findInside(geometry: Geometry, tile: RowsTile, blockRows: number): Inside | null {
  const { spec, output, effectiveKernel } = geometry
  const { input, padding } = spec
  const step = tile.vectors * 4
  const right = Math.max(0, output.width + effectiveKernel.width - 1 - input.width - padding.left)
  const firstRow = padding.top
  const lastRow = Math.min(
    output.height - blockRows,
    padding.top + input.height - blockRows - (effectiveKernel.height - 1),
  )
  const isWide = hasMiddle(geometry, tile.vectors) && padding.left <= step && right <= step
  if (!isWide || lastRow < firstRow) return null
  const [hasLeft, hasRight] = [padding.left > 0, right > 0]
  const firstColumn = hasLeft ? step : 0
  const lastColumn = output.width - (hasRight ? 2 * step : step)
  const areEndsMasked = canMask(spec, tile)
  return { firstRow, lastRow, hasLeft, hasRight, areEndsMasked, firstColumn, lastColumn }
}

/** Multiply-adds of a tile at most, for one channel: a masked tile is written out tap by tap. */
const MOST_MASKED_PRODUCTS = 1024

/**
 * Zero padding no wider than what lies around every tensor, and few taps. Ends of several rows are
 * copied: behind the middle, when they lie in the cache, that is as fast or faster.
 */
function canMask(spec: ConvolutionSpec, { channels, rows, vectors }: RowsTile): boolean {
  if (rows > 1) return false
  const { padding, paddingMode, paddingValue, kernel } = spec
  const isZero = paddingMode === 'zero' || (paddingMode === 'constant' && paddingValue === 0)
  const products = kernel.height * kernel.width * channels * vectors
  const widest = Math.max(padding.left, padding.right)
  return isZero && widest * 4 <= READABLE_AROUND && products <= MOST_MASKED_PRODUCTS
}
