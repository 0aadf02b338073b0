import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import { cutOutputs, tapCycles } from '../output-blocks'
import type { Profile } from '../profile'

/** Cycles of a tile besides its channels: the start values, the stores, the loops. */
const TILE_CYCLES = 24
/** Cycles per input value that is packed or weight that is read, and per value that is written out. */
const [READ_CYCLES, WRITE_CYCLES] = [1.5, 0.25]

/** Estimated ms of the matrix product on one thread. */
export function estimateProduct(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const pixels = output.height * output.width
  const registerVectors = profile.vectorBits / 128
  const perGroup = cutOutputs(outChannelsPerGroup, pixels, profile).reduce((sum, block) => {
    const tiles = Math.ceil(pixels / (block.vectors * 4))
    return sum + tiles * (inChannelsPerGroup * tapCycles(block, registerVectors) + TILE_CYCLES)
  }, 0)
  const read = spec.input.channels * pixels + spec.outChannels * inChannelsPerGroup
  const written = output.channels * pixels
  const moved = read * READ_CYCLES + written * WRITE_CYCLES
  return (spec.groups * perGroup + moved) / CYCLES_PER_MS
}
