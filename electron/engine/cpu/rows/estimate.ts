import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import type { Profile } from '../profile'
import { chooseTile, type RowsTile } from './tile-shape'

/** Cycles of a tile besides its taps: the start values, the stores, the loop. */
const TILE_CYCLES = 2
/** Cycles of one walk along the rows of a block: its ends, and several streams that start anew. */
const WALK_CYCLES = 1000
/** The same where a block is one row and goes on where the last one ended. */
const ROW_CYCLES = 100

/** Estimated ms of the row-reusing routine on one thread. */
export function estimateRows(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const tile = chooseTile(geometry, profile)
  const taps = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const registers = tile.vectors / Math.min(tile.vectors, profile.vectorBits / 128)
  const products = taps * tile.channels * tile.rows * registers
  const walks =
    spec.groups *
    Math.ceil(outChannelsPerGroup / tile.channels) *
    Math.ceil(output.height / tile.rows)
  const tiles = Math.ceil(output.width / (tile.vectors * 4))
  const values =
    spec.input.channels * spec.input.height * spec.input.width +
    output.channels * output.height * output.width
  const { perProduct, perValue } = measured(tile, profile)
  const perWalk =
    (tile.rows > 1 ? WALK_CYCLES : ROW_CYCLES) + tiles * (products * perProduct + TILE_CYCLES)
  return (walks * perWalk + values * perValue) / CYCLES_PER_MS
}

/**
 * Cycles per multiply-add of a register (two a cycle at best) and per value read or written. Wide
 * vectors wait for memory; narrow ones hide most of it behind their sums.
 */
function measured(
  { channels, rows }: RowsTile,
  profile: Profile,
): { perProduct: number; perValue: number } {
  if (rows === 1) return { perProduct: 0.52, perValue: profile.vectorBits === 256 ? 0.25 : 0.17 }
  if (profile.vectorBits === 256) return { perProduct: 0.6, perValue: 0.44 }
  const isShort = profile.name === 'one-tap-128' && channels > 1
  return { perProduct: isShort ? 0.8 : 0.7, perValue: 0.17 }
}
