import { toFault } from '../contract/faults'
import {
  MOST_EFFECT_OUTPUTS,
  type Effect,
  type Effects,
  type EffectsRequest,
} from '../contract/port'
import type { Layer } from '../contract/spec'
import type { Region } from '../contract/tensors'
import { runReference } from '../engine/convolution/reference'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Tensor } from '../engine/engine'
import { nextTask } from '../engine/measure/next-task'
import { planeOf } from '../engine/tensors/planes'
import { mapStatisticsOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'
import { cutsOf, detailedPart, type Cut } from './effect-part'

/** How long is computed at a time before others have their turn, ms. */
const LONGEST_TURN_MS = 4

interface Part {
  readonly size: string
  readonly region: Region
}
/** The part that is shown of each picture; it goes when the picture goes. */
const parts = new WeakMap<Tensor, Part>()

/**
 * The first outputs of layers over one part of a picture, pixel by pixel as the whole would be.
 * It stands still while previews and measured jobs run. null for a layer that cannot be.
 */
export async function effectsOf({ store, lane }: Bench, request: EffectsRequest): Promise<Effects> {
  const { tensor } = store.picture(request.picture)
  const region = partOf(tensor, request)
  let since = performance.now()
  const pause = async (): Promise<void> => {
    await nextTask()
    await lane.whenIdle()
    since = performance.now()
  }
  const rest = () => (performance.now() - since > LONGEST_TURN_MS ? pause() : undefined)
  await lane.whenIdle()
  const effects: (Effect | null)[] = []
  for (const layer of request.layers) effects.push(await effectOf(layer, tensor, { region, rest }))
  return { region, effects }
}

function partOf(tensor: Tensor, { maxWidth: width, maxHeight: height }: EffectsRequest): Region {
  const size = `${width} × ${height}`
  const kept = parts.get(tensor)
  if (kept?.size === size) return kept.region
  const region = detailedPart(tensor, { height, width })
  parts.set(tensor, { size, region })
  return region
}

interface Turn {
  readonly region: Region
  /** Lets others have their turn. */
  readonly rest: () => Promise<void> | undefined
}

async function effectOf(
  layer: Layer,
  tensor: Tensor,
  { region, rest }: Turn,
): Promise<Effect | null> {
  try {
    const shown = firstOutputs(layer)
    const cuts = cutsOf(resolveConvolution(shown, tensor.shape).geometry, region)
    if (!cuts) return null
    const { y, x } = cuts
    const padding = { top: y.before, bottom: y.after, left: x.before, right: x.after }
    const input = cutOut(tensor, cuts)
    const convolution = resolveConvolution({ ...shown, padding }, input.shape)
    const { output } = await runReference(convolution, input, rest)
    const map = { shape: convolution.geometry.output, data: Float32Array.from(output) }
    return shownPart(map, cuts)
  } catch (error) {
    if (toFault(error).code === 'bad-spec') return null
    throw error
  }
}

/** The input that the shown outputs are made of. */
function cutOut(tensor: Tensor, { y, x }: { y: Cut; x: Cut }): Tensor {
  const shape = { channels: tensor.shape.channels, height: y.length, width: x.length }
  const region = { y: y.start, x: x.start, height: y.length, width: x.length }
  const data = new Float32Array(shape.channels * y.length * x.length)
  for (let channel = 0; channel < shape.channels; channel++) {
    const { values } = planeOf(tensor, channel, whole(region))
    data.set(values, channel * y.length * x.length)
  }
  return { shape, data }
}

function shownPart(map: Tensor, { y, x }: { y: Cut; x: Cut }): Effect {
  const region = { y: y.skip, x: x.skip, height: y.count, width: x.count }
  const channels = Array.from({ length: map.shape.channels }, (_, channel) => channel)
  const planes = channels.map((channel) => planeOf(map, channel, whole(region)))
  return { planes, statistics: planes.map(({ values }) => mapStatisticsOf(values)) }
}

const whole = (region: Region) => ({ region, maxWidth: region.width, maxHeight: region.height })

/** The layer without the outputs that are not shown; groups keep all of theirs. */
function firstOutputs(layer: Layer): Layer {
  const [outputs, ...rest] = layer.weights.shape
  const count = layer.groups === 1 ? Math.min(outputs, MOST_EFFECT_OUTPUTS) : outputs
  const size = rest.reduce((product, side) => product * side)
  return {
    ...layer,
    weights: { shape: [count, ...rest], data: layer.weights.data.subarray(0, count * size) },
    bias: layer.bias && layer.bias.subarray(0, count),
  }
}
