import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import { cutOutputs, tapCycles } from '../output-blocks'
import type { Profile } from '../profile'

/** Cycles of a tile besides its taps: the start values, the stores, the loops. */
const TILE_CYCLES = 20
/** Cycles per value that is read into the strip or written out. */
const VALUE_CYCLES = 0.4
/** Cycles more per input value of a 1×1 kernel: planes lie pages apart and each is read in short runs. */
const PLANE_CYCLES = 1.2

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
  const read = spec.input.channels * spec.input.height * spec.input.width
  const written = output.channels * output.height * output.width
  const isPointwise = spec.kernel.height * spec.kernel.width === 1
  const moved = (read + written) * VALUE_CYCLES + (isPointwise ? read * PLANE_CYCLES : 0)
  return (spec.groups * output.height * perRow + moved) / CYCLES_PER_MS
}
