import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { chooseTile } from './tile-shape'

const CYCLES_PER_MS = 3.4e6
/** Cycles per value that comes from memory or goes there. */
const VALUE_CYCLES = 0.85
/** Cycles of a tile besides its taps: the start values, the stores, the loop. */
const TILE_CYCLES = 10

/** Estimated ms of the row-reusing routine on one thread. */
export function estimateRows(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const { channels, rows, vectors } = chooseTile(geometry, profile)
  const turns = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const registers = vectors / (profile.vectorBits / 128)
  const tiles =
    spec.groups *
    Math.ceil(outChannelsPerGroup / channels) *
    Math.ceil(output.height / rows) *
    Math.ceil(output.width / (vectors * 4))
  const cycles = tiles * ((turns * channels * rows * registers) / 2 + TILE_CYCLES)
  const values =
    spec.input.channels * spec.input.height * spec.input.width +
    output.channels * output.height * output.width
  return (Math.max(cycles, values * VALUE_CYCLES) + values * 0.1) / CYCLES_PER_MS
}
