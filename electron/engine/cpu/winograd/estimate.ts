import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import type { Profile } from '../profile'
import { TILE_POINTS } from './matrices'
import { planWinograd } from './plan'

/**
 * Cycles to bring one 8×8 tile of one channel in or out, by the width of a vector: the transform,
 * and for each of its m×m pixels the turn and the way from or to memory. Fitted to measurements.
 */
const TILE_CYCLES = {
  128: { transform: 35, pixel: 2.3 },
  256: { transform: 25, pixel: 1.5 },
} as const

/** Estimated ms of the Winograd routine on one thread. */
export function estimateWinograd(geometry: Geometry, profile: Profile): number {
  const { spec, outChannelsPerGroup } = geometry
  const plan = planWinograd(geometry, profile)
  const tiles = plan.down.tiles * plan.across.tiles * spec.groups
  const products =
    (outChannelsPerGroup * plan.channels * TILE_POINTS) / ((profile.vectorBits / 32) * 1.7)
  const { transform, pixel } = TILE_CYCLES[profile.vectorBits]
  const perTile = transform + pixel * plan.down.side * plan.across.side
  const transforms = (plan.channels + outChannelsPerGroup) * perTile
  return (tiles * (products + transforms)) / CYCLES_PER_MS
}
