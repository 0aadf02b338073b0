import type { Agreement } from '../../contract/jobs'
import { createReference } from '../convolution/reference'
import type { Convolution, ErrorBound, Tensor } from '../engine'
import { createRandom } from '../../contract/random'

/** Unit roundoff of f32. */
export const UNIT_ROUNDOFF = 2 ** -24

/** γ_n / u = n / (1 − n·u): units of roundoff that n roundings in a row may add up to. */
export function roundoffs(count: number): number {
  return count / (1 - count * UNIT_ROUNDOFF)
}

/** k in |error| ≤ γ_k·Σ|w·x| of an exact variant: taps of one output, +1 with the bias (TRUST). */
export function exactErrorBound({ geometry }: Convolution): ErrorBound {
  const { kernel } = geometry.spec
  const terms = geometry.inChannelsPerGroup * kernel.height * kernel.width + 1
  return { factor: roundoffs(terms), against: 'products' }
}

/** Where a comparison looks, besides the whole: how many outputs at most. */
const SAMPLE_SIZE = 256
/** Below this many multiply-adds everything is compared. */
const WHOLE_MACS = 2_000_000

/**
 * Compares a result [O,mh,mw] with the f64 reference: all of it when that is quick, else the four
 * corners of every output (the borders are where variants go wrong) and a random sample.
 * relativeError is |error| / Σ|w·x| whatever the bound is measured against.
 */
export function compareWithReference(
  convolution: Convolution,
  input: Tensor,
  { output, errorBound }: { output: Float32Array; errorBound: ErrorBound },
): Agreement {
  const { channels, height, width } = convolution.geometry.output
  const whole = convolution.geometry.macs <= WHOLE_MACS
  const indices = whole ? output.keys() : sampleIndices(channels, height, width)
  const at = createReference(convolution, input)
  const limitOf = createLimit(convolution, input, errorBound)
  const found = { maxAbsError: 0, relativeError: 0, agrees: true, compared: 0, whole }
  for (const index of indices) {
    const plane = height * width
    const [o, pixel] = [Math.floor(index / plane), index % plane]
    const { value, magnitude } = at(o, Math.floor(pixel / width), pixel % width)
    addError(found, {
      value,
      magnitude,
      result: output[index] ?? NaN,
      limit: limitOf(o, magnitude),
    })
  }
  return found
}

interface Compared {
  readonly value: number
  readonly magnitude: number
  readonly result: number
  /** Largest error that the variant's bound allows here. */
  readonly limit: number
}

/** NaN agrees with NaN and an infinity with itself; everything else by its distance. */
function addError(
  found: { maxAbsError: number; relativeError: number; agrees: boolean; compared: number },
  { value, magnitude, result, limit }: Compared,
): void {
  found.compared++
  if (Object.is(value, result) || (Number.isNaN(value) && Number.isNaN(result))) return
  const error = Math.abs(value - result)
  found.maxAbsError = Math.max(found.maxAbsError, error)
  if (magnitude > 0) found.relativeError = Math.max(found.relativeError, error / magnitude)
  if (!(error <= limit)) found.agrees = false
}

/** The largest error allowed for an output of channel o whose Σ|w·x| + |bias| is `products`. */
function createLimit(
  convolution: Convolution,
  input: Tensor,
  { factor, against }: ErrorBound,
): (o: number, products: number) => number {
  const peaks = against === 'peaks' ? outputPeaks(convolution, input) : null
  return (o, products) => factor * UNIT_ROUNDOFF * (peaks?.[o] ?? products) + SMALLEST_NORMAL
}

/** Σ_i max|x_i|·Σ|w_oi| + |bias_o| per output channel, the padding value counted as input. */
function outputPeaks({ geometry, weights, bias }: Convolution, input: Tensor): Float64Array {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const area = spec.kernel.height * spec.kernel.width
  const plane = spec.input.height * spec.input.width
  const largest = (values: Float32Array, first: number) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), first)
  const channelPeaks = Array.from({ length: spec.input.channels }, (_, i) =>
    largest(input.data.subarray(i * plane, (i + 1) * plane), Math.abs(spec.paddingValue)),
  )
  return Float64Array.from({ length: spec.outChannels }, (_, o) => {
    const firstChannel = Math.floor(o / outChannelsPerGroup) * inChannelsPerGroup
    let sum = Math.abs(bias[o] ?? 0)
    for (let tap = 0; tap < inChannelsPerGroup * area; tap++) {
      const peak = channelPeaks[firstChannel + Math.floor(tap / area)] ?? 0
      sum += peak * Math.abs(weights[o * inChannelsPerGroup * area + tap] ?? 0)
    }
    return sum
  })
}

/** An engine may flush subnormal numbers to zero. */
const SMALLEST_NORMAL = 2 ** -126

function sampleIndices(channels: number, height: number, width: number): Set<number> {
  const random = createRandom('agreement')
  const plane = height * width
  const chosen = new Set<number>()
  for (let o = 0; o < Math.min(channels, SAMPLE_SIZE / 4); o++) {
    for (const pixel of [0, width - 1, plane - width, plane - 1]) chosen.add(o * plane + pixel)
  }
  for (let n = 0; n < SAMPLE_SIZE; n++) chosen.add(Math.floor(random() * channels * plane))
  return chosen
}
