import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { TILE_POINTS } from './matrices'
import { planWinograd } from './plan'

const CYCLES_PER_MS = 3.4e6
/** Cycles to transform one 8×8 tile of one channel, in or out, by the width of a vector. */
const TRANSFORM_CYCLES = { 128: 120, 256: 85 } as const

/** Estimated ms of the Winograd routine on one thread. */
export function estimateWinograd(geometry: Geometry, profile: Profile): number {
  const { spec, outChannelsPerGroup } = geometry
  const plan = planWinograd(geometry, profile)
  const tiles = plan.down.tiles * plan.across.tiles * spec.groups
  const products =
    (outChannelsPerGroup * plan.channels * TILE_POINTS) / ((profile.vectorBits / 32) * 1.7)
  const transforms = (plan.channels + outChannelsPerGroup) * TRANSFORM_CYCLES[profile.vectorBits]
  return (tiles * (products + transforms)) / CYCLES_PER_MS
}
