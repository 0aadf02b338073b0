import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { ConventionMap, Conventions, ConventionsRequest } from '../contract/port'
import type { Layer } from '../contract/spec'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Convolution, Tensor } from '../engine/engine'
import { differenceOf, largestPlane, type MapOf } from '../engine/tensors/difference'
import { planeOf } from '../engine/tensors/planes'
import type { Bench } from './bench'

/** Unit roundoff of f32. */
const ROUNDOFF = 2 ** -24

/** A map that was computed, by which variant, and how far off rounding may be (factor of TRUST). */
interface Computed extends MapOf {
  readonly variant: string
  readonly factor: number
}

/**
 * Computes one output map of a layer as it is and with another convention, on the CPU engine with one
 * variant where that serves both, and says which outputs differ. Throws `bad-spec` and its like for
 * either layer, `not-found` for an output that is not there.
 */
export async function compareConventions(
  bench: Bench,
  request: ConventionsRequest,
): Promise<Conventions> {
  const { tensor } = bench.store.picture(request.picture)
  const { output, layer, changed } = request
  checkOutput(layer, output)
  const [first, second] = [layer, changed].map((each) => {
    return { convolution: resolveConvolution(oneOutput(each, output), tensor.shape) }
  }) as [{ convolution: Convolution }, { convolution: Convolution }]
  const channel = layer.groups === 1 ? 0 : output
  const asIs = await mapOf(bench, first.convolution, { tensor, channel, variant: 'auto' })
  const other = await mapOf(bench, second.convolution, { tensor, channel, variant: asIs.variant })
  const factor = asIs.factor + other.factor
  const tolerance = factor * ROUNDOFF * magnitude(first.convolution, tensor, channel)
  const { values, ...counts } = differenceOf(asIs, other, tolerance)
  return {
    maps: [shown(asIs, request), shown(other, request)],
    difference: largestPlane(values, asIs.geometry.output, request),
    ...counts,
    tolerance,
  }
}

function checkOutput({ weights }: Layer, output: number): void {
  const [count] = weights.shape
  if (Number.isInteger(output) && output >= 0 && output < count) return
  throw new FaultError(
    'not-found',
    sentence`There is no output ${output}; the layer has ${count}, counted from 0.`,
  )
}

/** The layer with that output alone; a layer of several groups is left whole. */
function oneOutput(layer: Layer, output: number): Layer {
  if (layer.groups !== 1) return layer
  const [, inputs, height, width] = layer.weights.shape
  const taps = inputs * height * width
  const data = layer.weights.data.slice(output * taps, (output + 1) * taps)
  const bias = layer.bias && layer.bias.slice(output, output + 1)
  return { ...layer, weights: { shape: [1, inputs, height, width], data }, bias }
}

interface Run {
  readonly tensor: Tensor
  readonly channel: number
  readonly variant: string
}

/** Runs with a variant, or with the planner's choice where that variant cannot serve. */
async function mapOf(
  { engines }: Bench,
  convolution: Convolution,
  { tensor, channel, variant }: Run,
): Promise<Computed> {
  const { geometry } = convolution
  const prepare = (wanted: string) =>
    engines.cpu.prepare(convolution, { variant: wanted, threads: 0 })
  const prepared = await prepare(variant).catch(() => prepare('auto'))
  try {
    const { output } = await prepared.run(tensor, new AbortController().signal, () => undefined)
    const size = geometry.output.height * geometry.output.width
    const values = output.slice(channel * size, (channel + 1) * size)
    return { geometry, values, variant: prepared.variant, factor: prepared.errorBound.factor }
  } finally {
    prepared.dispose()
  }
}

/** The largest Σ|w·x| + |b| that an output can have: max|x| · Σ|w| + |b|. */
function magnitude({ weights, bias, geometry }: Convolution, tensor: Tensor, channel: number) {
  const taps = weights.length / geometry.output.channels
  const own = weights.subarray(channel * taps, (channel + 1) * taps)
  const sum = own.reduce((total, weight) => total + Math.abs(weight), 0)
  let largest = Math.abs(geometry.spec.paddingValue)
  for (const value of tensor.data) if (Math.abs(value) > largest) largest = Math.abs(value)
  return largest * sum + Math.abs(bias[channel] ?? 0)
}

function shown({ geometry, values }: MapOf, { maxWidth, maxHeight }: ConventionsRequest) {
  const shape = { ...geometry.output, channels: 1 }
  const plane = planeOf({ shape, data: values }, 0, { region: null, maxWidth, maxHeight })
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { geometry, plane, min, max } satisfies ConventionMap
}
