import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { POINTS } from './matrices'

const CYCLES_PER_MS = 3.4e6
/** Cycles to transform one 8×8 tile of one channel, in or out. */
const TRANSFORM_CYCLES = 190

/** Estimated ms of the Winograd routine on one thread. */
export function estimateWinograd(geometry: Geometry, profile: Profile): number {
  const { spec, output, inChannelsPerGroup } = geometry
  const side = POINTS + 1 - spec.kernel.width
  const tiles = Math.ceil(output.height / side) * Math.ceil(output.width / side)
  const products =
    (spec.outChannels * inChannelsPerGroup * POINTS * POINTS) / ((profile.vectorBits / 32) * 1.7)
  const transforms = (spec.input.channels + spec.outChannels) * TRANSFORM_CYCLES
  return (tiles * (products + transforms)) / CYCLES_PER_MS
}
