import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import { tapCycles } from '../output-blocks'
import type { Profile } from '../profile'
import { POINTS } from '../winograd/matrices'
import { planWinograd1 } from './plan'

/** Cycles to bring a vector's column of 8 rows to the points, and its sums to pixels. */
const TRANSFORM_CYCLES = 30

/** Estimated ms of the routine on one thread. */
export function estimateWinograd1(geometry: Geometry, profile: Profile): number {
  const { spec, output } = geometry
  const plan = planWinograd1(geometry, profile)
  const lanes = profile.vectorBits / 32
  const registers = profile.vectorBits / 128
  const perColumn = plan.blocks.reduce((sum, block) => {
    const tile =
      (POINTS * (plan.walk.taps * tapCycles(block, registers) + block.channels)) / block.vectors
    return sum + tile / 4
  }, 0)
  const transforms =
    ((geometry.inChannelsPerGroup * (1 + plan.reach / plan.chunkColumns) +
      geometry.outChannelsPerGroup) *
      TRANSFORM_CYCLES) /
    lanes
  return (spec.groups * plan.bands * output.width * (perColumn + transforms)) / CYCLES_PER_MS
}
