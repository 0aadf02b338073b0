import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { DifferenceRequest, PlaneRef, ShownChannel } from '../contract/port'
import type { Geometry } from '../contract/spec'
import { atFieldCentres, signedDifference, type Grid } from '../engine/tensors/signed-difference'
import { planeOf } from '../engine/tensors/planes'
import { shownPlane } from '../engine/tensors/shown-channel'
import { mapStatisticsOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'

/** A difference as it is shown. Throws `not-found` for planes and maps that are not there. */
export function planeDifference(
  { store, mapsOf }: Bench,
  request: DifferenceRequest,
): ShownChannel {
  const whole = (ref: PlaneRef): Grid => {
    const tensor = store.tensor(ref.tensor)
    const { height: maxHeight, width: maxWidth } = tensor.shape
    return shownPlane(tensor, ref.channel, { region: null, maxWidth, maxHeight })
  }
  const { first, second } = request
  const isMixed = first.tensor.kind !== second.tensor.kind
  const pictureRef = first.tensor.kind === 'picture' ? first.tensor : second.tensor
  if (isMixed && pictureRef.kind === 'picture' && pictureRef.id !== mapsOf?.picture) {
    throw new FaultError(
      'unsupported',
      sentence`These maps are of a layer behind others, which does not see the picture; compare maps with maps.`,
    )
  }
  const geometry = isMixed ? mapsOf?.convolution.geometry : null
  const onMap = (ref: PlaneRef): Grid => fitted(whole(ref), ref, geometry ?? null)
  const found = signedDifference(onMap(first), onMap(second))
  const shape = { channels: 1, height: found.height, width: found.width }
  return {
    plane: planeOf({ shape, data: found.values }, 0, request),
    statistics: mapStatisticsOf(found.values),
    clipped: null,
  }
}

/** The picture on the map's pixels, where it is compared with a map. */
function fitted(plane: Grid, { tensor }: PlaneRef, geometry: Geometry | null): Grid {
  return geometry && tensor.kind === 'picture' ? atFieldCentres(plane, geometry) : plane
}
