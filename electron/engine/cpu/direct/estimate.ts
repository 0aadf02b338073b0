import type { Geometry } from '../../../contract/spec'
import { cutOutputs, tapCycles } from '../output-blocks'
import type { Profile } from '../profile'

const CYCLES_PER_MS = 3.4e6
/** Cycles of a tile besides its taps: the start values, the stores, the loops. */
const TILE_CYCLES = 20
/** Cycles per value that is read into the strip or written out. */
const VALUE_CYCLES = 0.4

/** Estimated ms of the direct routine on one thread: whole tiles, a row's overlapping last one included. */
export function estimateDirect(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const taps = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const registerVectors = profile.vectorBits / 128
  const blocks = cutOutputs(outChannelsPerGroup, output.width, profile)
  const perRow = blocks.reduce((sum, block) => {
    const tiles = Math.ceil(output.width / (block.vectors * 4))
    return sum + tiles * (taps * tapCycles(block, registerVectors) + TILE_CYCLES)
  }, 0)
  const values =
    spec.input.channels * spec.input.height * spec.input.width +
    output.channels * output.height * output.width
  return (spec.groups * output.height * perRow + values * VALUE_CYCLES) / CYCLES_PER_MS
}
