import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import { tapCycles, type OutputBlock } from '../output-blocks'
import type { Profile } from '../profile'
import { POINTS } from '../winograd/matrices'
import { planWinograd1 } from './plan'

/** How much longer the sums take than the cycles of their taps. */
const SUMS = 1.05
/** Cycles to bring a wide vector of 8 rows to the points, or of 8 sums to pixels. */
const TRANSFORM_CYCLES = 12
/** Cycles per value that is read from memory and written to it: neither overlaps with the sums. */
const [READ_CYCLES, WRITE_CYCLES] = [0.6, 1.2]

/** Estimated ms of the routine on one thread, fitted to measurements. */
export function estimateWinograd1(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const plan = planWinograd1(geometry, profile)
  const registers = profile.vectorBits / 128
  const tiles = ({ vectors }: OutputBlock) => Math.ceil(output.width / (vectors * 4))
  const sums = plan.blocks.reduce(
    (sum, block) => sum + tiles(block) * POINTS * plan.walk.taps * tapCycles(block, registers),
    0,
  )
  const vectors = (outChannelsPerGroup + inChannelsPerGroup) * (output.width / (4 * registers))
  const perBand = sums * SUMS + vectors * TRANSFORM_CYCLES
  const read = spec.input.channels * spec.input.height * spec.input.width
  const written = output.channels * output.height * output.width
  const moved = read * READ_CYCLES + written * WRITE_CYCLES
  return (spec.groups * plan.bands * perBand + moved) / CYCLES_PER_MS
}
