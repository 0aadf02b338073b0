import type { InspectRequest, Inspection } from '../contract/doctor'
import { resolveConvolution } from '../engine/convolution/spec'
import { clippingOf, inspectOutput } from '../engine/doctor/inspect'
import { channelOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'
import { mapsOfLayer } from './maps-of-layer'

/** What the kernels of an output do; how much of its map is clipped, once the map is there. */
export function inspect(
  bench: Bench,
  { picture, layer, output, channel }: InspectRequest,
): Inspection {
  const found = inspectOutput(layer, output, channel)
  return { ...found, clipping: picture === null ? null : clipping(bench, picture, layer, output) }
}

function clipping(
  bench: Bench,
  picture: string,
  layer: InspectRequest['layer'],
  output: number,
): Inspection['clipping'] {
  const convolution = resolveConvolution(layer, bench.store.picture(picture).tensor.shape)
  const maps = mapsOfLayer(bench, picture, convolution)
  return maps && clippingOf(channelOf(maps, output))
}
