import type { Geometry } from '../../../contract/spec'
import { cutOutputs, tapCycles } from '../output-blocks'
import type { Profile } from '../profile'

const CYCLES_PER_MS = 3.4e6
/** Cycles of a tile besides its channels: the start values, the stores, the loops. */
const TILE_CYCLES = 24
/** Cycles per value that is packed or written out. */
const VALUE_CYCLES = 0.5

/** Estimated ms of the matrix product on one thread. */
export function estimateProduct(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const pixels = output.height * output.width
  const registerVectors = profile.vectorBits / 128
  const perVector = cutOutputs(outChannelsPerGroup, pixels, profile).reduce(
    (sum, block) =>
      sum + (inChannelsPerGroup * tapCycles(block, registerVectors) + TILE_CYCLES) / block.vectors,
    0,
  )
  const values = (spec.input.channels + output.channels) * pixels
  return ((spec.groups * pixels * perVector) / 4 + values * VALUE_CYCLES) / CYCLES_PER_MS
}
