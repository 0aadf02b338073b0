import type { Geometry } from '../../../contract/spec'
import { cutOutputs, type OutputBlock } from '../output-blocks'
import type { Profile } from '../profile'
import { windowSources, type WindowSources } from '../window-copy'
import { POINTS } from './matrices'

/** Everything that the Winograd routine's code and constants are made from. Sizes in bytes. */
export interface WinogradPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  /** Output pixels of a tile per axis: m = 9 − k. */
  readonly tileSide: number
  readonly tilesDown: number
  readonly tilesAcross: number
  /** Tiles of a strip: rows × columns at most. */
  readonly stripRows: number
  readonly stripColumns: number
  readonly bandsDown: number
  readonly bandsAcross: number
  readonly strips: number
  readonly blocks: readonly OutputBlock[]
  /** Tiles that fit the buffers of a thread. */
  readonly capacity: number
  /** From one row of the padded window to the next. */
  readonly windowPitch: number
  /** From one horizontal point to the next in the transformed input [8][c_i][tile][8]. */
  readonly pointPitch: number
  readonly scratch: {
    readonly window: number
    readonly turn: number
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
const BUFFER_BYTES = 512 * 1024
/** Strips to cut into at least, where the geometry gives them. */
const WANTED_STRIPS = 12
/** Bytes of one transformed tile of one channel. */
export const TILE_BYTES = POINTS * POINTS * 4

export function planWinograd(geometry: Geometry, profile: Profile): WinogradPlan {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const tileSide = POINTS + 1 - spec.kernel.width
  const tilesDown = Math.ceil(output.height / tileSide)
  const tilesAcross = Math.ceil(output.width / tileSide)
  const blocks = cutOutputs(outChannelsPerGroup, Infinity, profile)
  const widest = Math.max(...blocks.map((block) => block.channels))
  const perTile = (inChannelsPerGroup + widest) * TILE_BYTES
  const most = Math.max(8, Math.floor(BUFFER_BYTES / perTile))
  const bandsAcross = Math.ceil(tilesAcross / most)
  const stripColumns = Math.ceil(tilesAcross / bandsAcross)
  const byBuffer = Math.max(1, Math.floor(most / stripColumns))
  const byThreads = Math.ceil((tilesDown * bandsAcross * spec.groups) / WANTED_STRIPS)
  const stripRows = Math.min(byBuffer, byThreads, tilesDown)
  const bandsDown = Math.ceil(tilesDown / stripRows)
  const spare = Math.max(...blocks.map((block) => block.vectors)) - 1
  const capacity = stripRows * stripColumns + spare
  const windowPitch = Math.ceil((stripColumns * tileSide + POINTS - tileSide) / 4) * 16
  const pointPitch = inChannelsPerGroup * capacity * POINTS * 4 + 64
  return {
    geometry,
    profile,
    tileSide,
    tilesDown,
    tilesAcross,
    stripRows,
    stripColumns,
    bandsDown,
    bandsAcross,
    strips: spec.groups * bandsDown * bandsAcross,
    blocks,
    capacity,
    windowPitch,
    pointPitch,
    scratch: placeScratch({ windowPitch, pointPitch, sums: widest * capacity * TILE_BYTES }),
    ...placeConstants(geometry, { tilesDown, tilesAcross, tileSide }),
  }
}

function placeScratch(sizes: { windowPitch: number; pointPitch: number; sums: number }) {
  const window = 0
  const turn = window + POINTS * sizes.windowPitch
  const edge = turn + TILE_BYTES
  const input = edge + TILE_BYTES
  const sums = input + POINTS * sizes.pointPitch
  return { window, turn, edge, input, sums, bytes: sums + sizes.sums }
}

/** The tables reach as far as the last tile does, beyond the padded input where it must. */
function placeConstants(
  geometry: Geometry,
  {
    tilesDown,
    tilesAcross,
    tileSide,
  }: { tilesDown: number; tilesAcross: number; tileSide: number },
) {
  const { spec, inChannelsPerGroup } = geometry
  const reach = (tiles: number) => tiles * tileSide + POINTS - tileSide
  const sources = windowSources(geometry, [reach(tilesDown), reach(tilesAcross) + 4])
  const weights = 0
  const bias = weights + spec.outChannels * inChannelsPerGroup * TILE_BYTES
  const factors = bias + spec.outChannels * 4
  const rows = factors + 64
  const columns = rows + sources.rows.length * 4
  const constants = {
    weights,
    bias,
    factors,
    rows,
    columns,
    bytes: columns + sources.columns.length * 4,
  }
  return { constants, sources }
}
