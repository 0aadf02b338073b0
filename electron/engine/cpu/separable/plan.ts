import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import type { Rank } from './separate'
import { windowSources, type Window, type WindowSources } from '../window-copy'

/** Everything that the separable routine's code and constants are made from. */
export interface SeparablePlan {
  readonly geometry: Geometry
  readonly profile: Profile
  /** Columns times rows that a kernel slice is the sum of. */
  readonly rank: Rank
  /** c_i per group · rank: what the first pass leaves of every input row. */
  readonly passes: number
  /** Vectors of 4 pixels that stay in registers. */
  readonly vectors: number
  /** Output columns of a block; the last one takes what is left, less than twice as many. */
  readonly blockColumns: number
  readonly blocks: number
  /** Output rows of a band, the last one excepted. */
  readonly bandRows: number
  readonly bands: number
  readonly strips: number
  /** Bytes from row to row and from channel to channel of what the first pass leaves. */
  readonly pitch: number
  readonly channelPitch: number
  /** Where a padded input row lies in the scratch, in bytes, behind the first pass's rows. */
  readonly rowAt: number
  readonly scratchBytes: number
  readonly window: Window
  readonly sources: WindowSources
  /** Byte offsets among the constants: rows [o][c_i][rank][k_w], columns [o][c_i][rank][k_h], bias [o]. */
  readonly rowsAt: number
  readonly columnsAt: number
  readonly biasAt: number
  readonly constantsBytes: number
}

/** Strips that a run is cut into at least, where the geometry gives them: work for every thread. */
const WANTED_STRIPS = 16
/** What the first pass may leave in a thread's L2 cache, bytes. */
const PASS_BYTES = 384 * 1024
/** Columns of a block: the second pass walks down stripes of it that stay in L1. */
const [LEAST_COLUMNS, MOST_COLUMNS] = [128, 512]
const MOST_ROWS = 256

export function planSeparable(geometry: Geometry, profile: Profile, rank: Rank): SeparablePlan {
  const { spec, output, effectiveKernel } = geometry
  const passes = geometry.inChannelsPerGroup * rank
  const { blockColumns, bandRows } = chooseBlock(geometry, rank)
  const blocks = Math.max(1, Math.floor(output.width / blockColumns))
  const bands = Math.ceil(output.height / bandRows)
  const longest = output.width - (blocks - 1) * blockColumns
  const pitch = pitchOf(longest)
  const channelPitch = (bandRows + effectiveKernel.height - 1) * pitch
  const rowAt = passes * channelPitch
  const sources = windowSources(geometry, [
    output.height + effectiveKernel.height - 1,
    output.width + effectiveKernel.width - 1,
  ])
  const columnsAt = spec.outChannels * passes * spec.kernel.width * 4
  const biasAt = columnsAt + spec.outChannels * passes * spec.kernel.height * 4
  const tables = { rows: biasAt + spec.outChannels * 4, columns: 0 }
  tables.columns = tables.rows + sources.rows.length * 4
  return {
    geometry,
    profile,
    rank,
    passes,
    vectors: chooseVectors(output.width, profile),
    blockColumns,
    blocks,
    bandRows,
    bands,
    strips: spec.outChannels * bands * blocks,
    pitch,
    channelPitch,
    rowAt,
    scratchBytes: rowAt + pitchOf(longest + effectiveKernel.width),
    window: { rows: 1, pitch: 0, tables },
    sources,
    rowsAt: 0,
    columnsAt,
    biasAt,
    constantsBytes: tables.columns + sources.columns.length * 4,
  }
}

/** As many as the profile's tile of one channel has, and as the row has whole ones. */
export function chooseVectors(width: number, { tiles }: Profile): number {
  const widest = tiles.find(({ channels }) => channels === 1)?.vectors ?? 1
  return Math.max(1, Math.min(widest, Math.floor(width / 4)))
}

/** Blocks so narrow that a band has more rows than the kernel, which the next band computes again. */
export function chooseBlock(
  { spec, output, effectiveKernel, inChannelsPerGroup }: Geometry,
  rank: Rank,
): { blockColumns: number; bandRows: number } {
  const above = effectiveKernel.height - 1
  const heldRows = (columns: number) =>
    Math.floor(PASS_BYTES / (inChannelsPerGroup * rank * pitchOf(columns))) - above
  let columns = MOST_COLUMNS
  while (columns > LEAST_COLUMNS && heldRows(columns) < 4 * above) columns /= 2
  const blockColumns = evenly(output.width, columns)
  const perPlane = Math.ceil(WANTED_STRIPS / (spec.outChannels * Math.ceil(output.width / columns)))
  const shared = Math.ceil(output.height / perPlane)
  const most = Math.max(above, 8, Math.min(MOST_ROWS, shared, heldRows(blockColumns)))
  const bands = Math.ceil(output.height / most)
  return { blockColumns, bandRows: Math.ceil(output.height / bands) }
}

/** The width of blocks that are nearly equal, whole cache lines. */
function evenly(width: number, most: number): number {
  return Math.ceil(width / Math.ceil(width / most) / 16) * 16
}

/** An odd number of cache lines: rows of a stripe spread over all cache sets. */
function pitchOf(columns: number): number {
  const lines = Math.ceil(columns / 16) + 1
  return (lines % 2 === 0 ? lines + 1 : lines) * 64
}
