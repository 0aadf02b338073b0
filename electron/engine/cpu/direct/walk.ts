import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { tapOffset, type StripLayout } from '../strip-layout'
import { cutWalk, type TapWalk } from '../taps'

/** The c_i/groups · k_h kernel rows of one group in the padded strip. */
export function walkTaps(geometry: Geometry, layout: StripLayout, profile: Profile): TapWalk {
  const { spec, inChannelsPerGroup } = geometry
  const { height, width } = spec.kernel
  const offset = (row: number, kx: number) =>
    tapOffset(geometry, layout, [Math.floor(row / height), row % height, kx]) * 4
  return cutWalk({ rows: inChannelsPerGroup * height, width, offset }, profile)
}
