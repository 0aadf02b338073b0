import type { Geometry } from '../../../contract/spec'
import { cutDividing, type OutputBlock } from '../output-blocks'
import { oddLines } from '../odd-lines'
import type { Profile } from '../profile'
import { windowSources, type WindowSources } from '../window-copy'
import { POINTS, TILE_POINTS } from './matrices'

/**
 * One axis. A convolution of stride s is one of stride 1 over s phases (every s-th row or column),
 * each with a kernel of ⌈k/s⌉.
 */
export interface Axis {
  /** s: phases that the input falls into. */
  readonly stride: number
  /** ⌈k/s⌉: weights of a phase, zeros behind the last. */
  readonly kernel: number
  /** m = 9 − ⌈k/s⌉: output pixels of a tile. */
  readonly side: number
  readonly tiles: number
  /** Padded input from one tile to the next: m·s. */
  readonly step: number
}

/** Everything that the Winograd routine's code and constants are made from. Sizes in bytes. */
export interface WinogradPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  readonly down: Axis
  readonly across: Axis
  /** Channels of a group after the phase split, c_i/groups · s_y · s_x. */
  readonly channels: number
  /** Tiles of a strip at most: consecutive ones, row after row. */
  readonly stripTiles: number
  readonly stripsPerGroup: number
  readonly strips: number
  readonly blocks: readonly OutputBlock[]
  /** 128-bit vectors that are worked on side by side. */
  readonly width: 1 | 2
  /** The window of one tile row: [8 rows][s_x][m_x][tile]. */
  readonly window: { readonly phase: number; readonly row: number }
  /** The transformed input: [64 points][channel][tile]. */
  readonly input: { readonly channel: number; readonly point: number }
  /** The sums of a block: [M][64 points][tile]. */
  readonly sums: { readonly point: number; readonly channel: number }
  /** The pixels of a segment: [m_y][vector of tiles][m_x][tile of the vector]. */
  readonly pixels: { readonly vector: number; readonly row: number }
  readonly scratch: {
    readonly row: number
    readonly window: number
    readonly middle: number
    readonly pixels: number
    readonly edge: number
    readonly input: number
    readonly sums: number
    readonly bytes: number
  }
  readonly constants: {
    readonly weights: number
    readonly bias: number
    readonly factors: number
    readonly rows: number
    readonly columns: number
    readonly bytes: number
  }
  readonly sources: WindowSources
}

/** What the transformed input and the sums of a strip should take of a thread's L2 cache. */
const BUFFER_BYTES = 640 * 1024
/** Tiles of a strip: enough to use every loaded weight and to read long runs of a row. */
const MOST_TILES = 128
const LEAST_TILES = 16
/** Strips to cut into at least, where the geometry gives them. */
const WANTED_STRIPS = 12

/** Plans the routine for kernels whose phases have 2 to 7 weights per axis. */
export function planWinograd(geometry: Geometry, profile: Profile): WinogradPlan {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const down = planAxis(spec.kernel.height, spec.stride.y, output.height)
  const across = planAxis(spec.kernel.width, spec.stride.x, output.width)
  const channels = inChannelsPerGroup * down.stride * across.stride
  const tiles = down.tiles * across.tiles
  const width = profile.vectorBits === 256 ? 2 : 1
  const most = mostStripTiles({ tiles, channels, groups: spec.groups, lanes: width * 4 })
  const { stripTiles, room } = wholeRows(most, across.tiles)
  const blocks = cutDividing(outChannelsPerGroup, room, profile)
  const stripsPerGroup = Math.ceil(tiles / stripTiles)
  const window = placeWindow(across, Math.min(stripTiles, across.tiles))
  const input = placeInput(channels, room, across)
  const point = oddLines(room * 4)
  const sums = { point, channel: TILE_POINTS * point + 64 }
  const pixels = placePixels(across, {
    tiles: Math.min(stripTiles, across.tiles),
    lanes: width * 4,
  })
  const widest = Math.max(...blocks.map((block) => block.channels))
  return {
    geometry,
    profile,
    down,
    across,
    channels,
    stripTiles,
    stripsPerGroup,
    strips: stripsPerGroup * spec.groups,
    blocks,
    width,
    window,
    input,
    sums,
    pixels,
    scratch: placeScratch({
      across,
      pixels: down.side * pixels.row,
      window: POINTS * window.row,
      input: TILE_POINTS * input.point,
      sums: widest * sums.channel,
    }),
    ...placeConstants(geometry, { down, across, channels }),
  }
}

function planAxis(kernelSide: number, stride: number, output: number): Axis {
  const kernel = Math.ceil(kernelSide / stride)
  const side = POINTS + 1 - kernel
  return { stride, kernel, side, tiles: Math.ceil(output / side), step: side * stride }
}

function mostStripTiles(of: {
  tiles: number
  channels: number
  groups: number
  lanes: number
}): number {
  const byBuffer = Math.floor(BUFFER_BYTES / ((of.channels + 6) * TILE_POINTS * 4))
  const byThreads = Math.ceil((of.tiles * of.groups) / WANTED_STRIPS)
  const wanted = Math.min(MOST_TILES, Math.max(LEAST_TILES, Math.min(byBuffer, byThreads)))
  const whole = Math.floor(wanted / LEAST_TILES) * LEAST_TILES
  return Math.min(whole, Math.ceil(of.tiles / of.lanes) * of.lanes)
}

/** How much shorter a strip may be for ending with a row, and how much longer its products are then. */
const [SHORTEST, MOST_IDLE] = [0.7, 1.15]

/**
 * A strip of whole rows of tiles where that is not much shorter than `most`: it is read and written
 * in one run, and few lanes lie behind the ends of rows. `room`: what its products are made for.
 */
function wholeRows(most: number, across: number): { stripTiles: number; room: number } {
  const stripTiles = Math.floor(most / across) * across
  const room = Math.ceil(stripTiles / LEAST_TILES) * LEAST_TILES
  const isWorth = stripTiles >= most * SHORTEST && room <= stripTiles * MOST_IDLE
  return isWorth ? { stripTiles, room } : { stripTiles: most, room: most }
}

/**
 * The transform of a segment may write up to 7 tiles too many. They are overwritten by what is
 * transformed next, but for phases of one row, which are transformed together: these get a gap.
 */
function placeInput(channels: number, room: number, across: Axis) {
  const channel = (room + (across.stride > 1 ? 8 : 0)) * 4
  return { channel, point: oddLines(channels * channel + 32) }
}

/** Tiles beyond the segment that the last columns of its last tiles reach into. */
export function tilesBeyond({ side }: Axis): number {
  return Math.floor((POINTS - 1) / side)
}

function placeWindow(across: Axis, segment: number) {
  const phase = (Math.ceil(segment / 8) * 8 + 8) * 4
  return { phase, row: oddLines(across.step * phase) }
}

function placePixels({ side }: Axis, { tiles, lanes }: { tiles: number; lanes: number }) {
  const vector = side * lanes * 4
  return { vector, row: oddLines(Math.ceil(tiles / lanes) * vector) }
}

function placeScratch(of: {
  across: Axis
  pixels: number
  window: number
  input: number
  sums: number
}) {
  const row = 0
  const window = row + oddLines((of.across.step * 4 + 4) * 4)
  const middle = window + of.window
  const pixels = middle + TILE_POINTS * 32
  const edge = pixels + of.pixels
  const input = edge + 8 * POINTS * 4 + 64
  const sums = input + of.input + 64
  return { row, window, middle, pixels, edge, input, sums, bytes: sums + of.sums + 64 }
}

/** The tables reach as far as the last tile does, beyond the padded input where it must. */
function placeConstants(
  geometry: Geometry,
  { down, across, channels }: { down: Axis; across: Axis; channels: number },
) {
  const { spec } = geometry
  const rowsRead = (down.tiles * down.side + POINTS - down.side) * down.stride
  // Rows are read 4 tiles at a time.
  const columnsRead = (across.tiles + tilesBeyond(across) + 4) * across.step
  const sources = windowSources(geometry, [rowsRead, columnsRead])
  const weights = 0
  const bias = weights + spec.outChannels * channels * TILE_POINTS * 4
  const factors = bias + spec.outChannels * 4
  const rows = factors + 128
  const columns = rows + sources.rows.length * 4
  const bytes = columns + sources.columns.length * 4
  return { constants: { weights, bias, factors, rows, columns, bytes }, sources }
}
