import { MOST_EFFECT_OUTPUTS, type Effect, type EffectRequest } from '../contract/port'
import type { Layer } from '../contract/spec'
import { runReference } from '../engine/convolution/reference'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Tensor } from '../engine/engine'
import { nextTask } from '../engine/measure/next-task'
import { planeOf } from '../engine/tensors/planes'
import { channelOf, mapStatisticsOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'

/** How long is computed at a time before others have their turn, ms. */
const LONGEST_TURN_MS = 4

interface Reduced {
  readonly size: string
  readonly tensor: Tensor
}
/** The newest small copy of each picture; it goes when the picture goes. */
const copies = new WeakMap<Tensor, Reduced>()

/**
 * The first outputs of a layer on a small copy of a picture. It stands still while previews and
 * measured jobs run. Throws `bad-spec` for a layer that the small copy is too small for.
 */
export async function effectOf(bench: Bench, request: EffectRequest): Promise<Effect> {
  const input = reducedOf(bench, request)
  const convolution = resolveConvolution(firstOutputs(request.layer), input.shape)
  let since = performance.now()
  const pause = async (): Promise<void> => {
    await nextTask()
    await bench.lane.whenIdle()
    since = performance.now()
  }
  await bench.lane.whenIdle()
  const { output } = await runReference(convolution, input, () =>
    performance.now() - since > LONGEST_TURN_MS ? pause() : undefined,
  )
  const tensor = { shape: convolution.geometry.output, data: Float32Array.from(output) }
  const channels = Array.from({ length: tensor.shape.channels }, (_, channel) => channel)
  const { height, width } = tensor.shape
  const window = { region: null, maxWidth: width, maxHeight: height }
  return {
    planes: channels.map((channel) => planeOf(tensor, channel, window)),
    statistics: channels.map((channel) => mapStatisticsOf(channelOf(tensor, channel))),
  }
}

function reducedOf({ store }: Bench, { picture, maxWidth, maxHeight }: EffectRequest): Tensor {
  const whole = store.picture(picture).tensor
  const size = `${maxWidth} × ${maxHeight}`
  const kept = copies.get(whole)
  if (kept?.size === size) return kept.tensor
  const planes = Array.from({ length: whole.shape.channels }, (_, channel) =>
    planeOf(whole, channel, { region: null, maxWidth, maxHeight }),
  )
  const { height, width } = planes[0] ?? { height: 0, width: 0 }
  const data = new Float32Array(planes.length * height * width)
  planes.forEach(({ values }, channel) => data.set(values, channel * height * width))
  const tensor = { shape: { channels: planes.length, height, width }, data }
  copies.set(whole, { size, tensor })
  return tensor
}

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
