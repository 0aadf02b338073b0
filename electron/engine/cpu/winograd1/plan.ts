import type { Geometry } from '../../../contract/spec'
import { oddLines } from '../odd-lines'
import { cutDividing, type OutputBlock } from '../output-blocks'
import type { Profile } from '../profile'
import { cutWalk, type TapWalk } from '../taps'
import { windowSources, type WindowSources } from '../window-copy'
import { POINTS } from '../winograd/matrices'

/** Everything that the routine's code and constants are made from. Sizes in bytes. */
export interface Winograd1Plan {
  readonly geometry: Geometry
  readonly profile: Profile
  /** m = 9 − k_h: output rows of a band. They and the 8 input rows lie one dilation apart. */
  readonly side: number
  /** Bands of one group's output. */
  readonly bands: number
  readonly strips: number
  readonly blocks: readonly OutputBlock[]
  /** 128-bit vectors that the transforms work on side by side. */
  readonly width: 1 | 2
  /** Output columns that are brought to the points at once. */
  readonly chunkColumns: number
  /** Input columns more than output columns: (k_w − 1)·dilation. */
  readonly reach: number
  /** The transformed input of a chunk: [8 points][channel][column]. */
  readonly points: { readonly channel: number; readonly point: number }
  /** Padded rows that do not lie in the picture as they are: [8 rows][column]. */
  readonly window: {
    readonly rows: number
    readonly rowStep: number
    readonly pitch: number
    readonly tables: { readonly rows: number; readonly columns: number }
  }
  /** c_i/groups · k_w taps of a point. */
  readonly walk: TapWalk
  readonly scratch: {
    readonly window: number
    readonly points: number
    readonly sums: number
    readonly edge: number
    readonly bytes: number
  }
  readonly constants: {
    readonly weights: number
    readonly factors: number
    readonly taps: number
    readonly bytes: number
  }
  readonly sources: WindowSources
}

/** What the transformed input of a chunk should take at most of a thread's L2. */
const POINTS_BYTES = 256 * 1024
/** A chunk's columns: long runs of memory, and not too many columns that two chunks transform. */
const [LEAST_COLUMNS, MOST_COLUMNS] = [96, 512]
/** Columns that every tile's width divides. */
const COLUMN_STEP = 16

/** Plans the routine for kernels of 2 to 7 rows at stride 1. */
export function planWinograd1(geometry: Geometry, profile: Profile): Winograd1Plan {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const { kernel, dilation } = spec
  const side = POINTS + 1 - kernel.height
  const bands = dilation.y * Math.ceil(Math.ceil(output.height / dilation.y) / side)
  const reach = (kernel.width - 1) * dilation.x
  const chunkColumns = chooseColumns(output.width, inChannelsPerGroup)
  const blocks = cutDividing(outChannelsPerGroup, chunkColumns, profile)
  const channel = oddLines((chunkColumns + reach + COLUMN_STEP) * 4)
  const points = { channel, point: inChannelsPerGroup * channel }
  const offset = (row: number, kx: number) => row * channel + kx * dilation.x * 4
  const walk = cutWalk({ rows: inChannelsPerGroup, width: kernel.width, offset }, profile)
  const { constants, sources, tables } = placeConstants(geometry, { walk, side, bands })
  const window = { rows: POINTS, rowStep: dilation.y, pitch: channel, tables }
  return {
    geometry,
    profile,
    side,
    bands,
    strips: bands * spec.groups,
    blocks,
    width: profile.vectorBits === 256 ? 2 : 1,
    chunkColumns,
    reach,
    points,
    window,
    walk,
    scratch: placeScratch(blocks, {
      window: POINTS * channel,
      points: POINTS * points.point,
      side,
    }),
    constants,
    sources,
  }
}

/** Chunks of equal width. */
function chooseColumns(width: number, channels: number): number {
  const fitting = Math.floor(POINTS_BYTES / (POINTS * channels * 4))
  const most = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, fitting))
  return roundUp(width / Math.ceil(width / most), COLUMN_STEP)
}

/** Bytes of the sums of a tile, [M][8 points][N vectors]. */
export function sumsPitch({ vectors }: OutputBlock): { channel: number; point: number } {
  return { channel: POINTS * vectors * 16, point: vectors * 16 }
}

function placeScratch(
  blocks: readonly OutputBlock[],
  of: { window: number; points: number; side: number },
) {
  const widest = Math.max(...blocks.map(({ channels, vectors }) => channels * vectors))
  const window = 0
  const points = window + of.window + 64
  const sums = points + of.points + 64
  const edge = sums + widest * POINTS * 16 + 64
  return { window, points, sums, edge, bytes: edge + widest * of.side * 16 + 64 }
}

/** The tables reach as far as the last band and the last chunk do. */
function placeConstants(
  geometry: Geometry,
  { walk, side, bands }: { walk: TapWalk; side: number; bands: number },
) {
  const { spec, output } = geometry
  const down = (bands * side + POINTS) * spec.dilation.y
  const across = output.width + (spec.kernel.width - 1) * spec.dilation.x + 2 * COLUMN_STEP
  const sources = windowSources(geometry, [down, across])
  const weights = 0
  const factors = weights + spec.outChannels * weightsPerOutput(walk) * 4
  const taps = factors + 128
  const rows = taps + walk.pieces.length * 4
  const columns = rows + sources.rows.length * 4
  const bytes = columns + sources.columns.length * 4
  return { constants: { weights, factors, taps, bytes }, sources, tables: { rows, columns } }
}

/** Of each point: where its sum starts, then its taps. */
export function weightsPerOutput({ taps }: TapWalk): number {
  return POINTS * (1 + taps)
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
