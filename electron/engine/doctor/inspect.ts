import type { Clipping, Inspection, KernelFacts } from '../../contract/doctor'
import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import type { Axes, Layer } from '../../contract/spec'
import { responseOf } from './response'
import { separationOf } from './separation'
import { commonSymmetry, type KernelSlice } from './symmetry'

/**
 * What the kernels of one output of a layer do, all together or one input channel's alone. Throws
 * `not-found` for an output or a channel that the layer does not have, `bad-weights` for weights that
 * are not finite.
 */
export function inspectOutput(
  layer: Layer,
  output: number,
  channel: number | null,
): Omit<Inspection, 'clipping'> {
  const [outputs, perGroup, height, width] = layer.weights.shape
  if (!(output >= 0 && output < outputs)) throw missing(sentence`output`, output, outputs)
  const first = Math.floor(output / (outputs / layer.groups)) * perGroup
  const channels = Array.from({ length: perGroup }, (_, index) => first + index)
  if (channel !== null && !channels.includes(channel)) {
    throw missing(sentence`input channel`, channel, first + perGroup)
  }
  const slices = channels.map((_, index): KernelSlice => {
    const start = (output * perGroup + index) * height * width
    return { height, width, values: layer.weights.data.subarray(start, start + height * width) }
  })
  const kernels = slices.filter((_, index) => channel === null || channels[index] === channel)
  checkFinite(kernels)
  return {
    bias: layer.bias?.[output] ?? 0,
    channels,
    kernel: { height, width },
    facts: factsOf(kernels, layer.dilation),
  }
}

/** Facts of kernels that are added up; the response is the one to a grey picture. */
function factsOf(kernels: readonly KernelSlice[], dilation: Axes): KernelFacts {
  const weights = kernels.flatMap(({ values }) => [...values])
  const total = (isCounted: (weight: number) => boolean): number =>
    weights.filter(isCounted).reduce((sum, weight) => sum + weight, 0)
  const [negative, positive] = [total((weight) => weight < 0), total((weight) => weight > 0)]
  return {
    // What only the rounding of the numbers to f32 is left of is 0.
    sum: Math.abs(negative + positive) <= (positive - negative) * 1e-6 ? 0 : negative + positive,
    negative,
    positive,
    symmetry: commonSymmetry(kernels),
    separation: separationOf(kernels),
    response: responseOf(added(kernels), dilation),
  }
}

function added(kernels: readonly KernelSlice[]): KernelSlice {
  const [first] = kernels
  const values = new Float32Array(first?.values.length ?? 0)
  for (const kernel of kernels) {
    kernel.values.forEach((value, index) => (values[index] = (values[index] ?? 0) + value))
  }
  return { height: first?.height ?? 0, width: first?.width ?? 0, values }
}

/** Counts the values of a map below 0 and above 1; what is not a number is neither. */
export function clippingOf(values: Float32Array): Clipping {
  let [below, above] = [0, 0]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value < 0) below++
    else if (value > 1) above++
  }
  return { below, above, total: values.length }
}

function checkFinite(kernels: readonly KernelSlice[]): void {
  if (kernels.every(({ values }) => values.every(Number.isFinite))) return
  throw new FaultError(
    'bad-weights',
    sentence`A weight of this output is not a finite number; give it a number to see what the kernel does.`,
  )
}

function missing(what: Sentence, number: number, count: number): FaultError {
  return new FaultError(
    'not-found',
    sentence`There is no ${what} ${number} for this layer; they are counted from 0 and end at ${count - 1}.`,
  )
}
