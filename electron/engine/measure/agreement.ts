import type { Agreement } from '../../contract/jobs'
import { createReference } from '../convolution/reference'
import type { Convolution, Tensor } from '../engine'
import { createRandom } from '../convolution/random'

/** Unit roundoff of f32. */
export const UNIT_ROUNDOFF = 2 ** -24

/**
 * k in |error| ≤ γ_k·Σ|w·x| of an exact variant: taps of one output, +1 with the bias (TRUST).
 * γ_k = k·u/(1−k·u).
 */
export function exactErrorFactor({ geometry }: Convolution): number {
  const { kernel } = geometry.spec
  const terms = geometry.inChannelsPerGroup * kernel.height * kernel.width + 1
  return terms / (1 - terms * UNIT_ROUNDOFF)
}

/** Where a comparison looks, besides the whole: how many outputs at most. */
const SAMPLE_SIZE = 256
/** Below this many multiply-adds everything is compared. */
const WHOLE_MACS = 2_000_000

/**
 * Compares a result [O,mh,mw] with the f64 reference: all of it when that is quick, else the four
 * corners of every output (the borders are where variants go wrong) and a random sample.
 * errorFactor: the variant's published bound in units of u·Σ|w·x|.
 */
export function compareWithReference(
  convolution: Convolution,
  input: Tensor,
  { output, errorFactor }: { output: Float32Array; errorFactor: number },
): Agreement {
  const { channels, height, width } = convolution.geometry.output
  const whole = convolution.geometry.macs <= WHOLE_MACS
  const indices = whole ? output.keys() : sampleIndices(channels, height, width)
  const at = createReference(convolution, input)
  const found = { maxAbsError: 0, relativeError: 0, agrees: true, compared: 0, whole }
  for (const index of indices) {
    const plane = height * width
    const [o, pixel] = [Math.floor(index / plane), index % plane]
    const { value, magnitude } = at(o, Math.floor(pixel / width), pixel % width)
    addError(found, { value, magnitude, result: output[index] ?? NaN }, errorFactor)
  }
  return found
}

interface Compared {
  readonly value: number
  readonly magnitude: number
  readonly result: number
}

/** NaN agrees with NaN and an infinity with itself; everything else by its distance. */
function addError(
  found: { maxAbsError: number; relativeError: number; agrees: boolean; compared: number },
  { value, magnitude, result }: Compared,
  errorFactor: number,
): void {
  found.compared++
  if (Object.is(value, result) || (Number.isNaN(value) && Number.isNaN(result))) return
  const error = Math.abs(value - result)
  found.maxAbsError = Math.max(found.maxAbsError, error)
  if (magnitude > 0) found.relativeError = Math.max(found.relativeError, error / magnitude)
  if (!(error <= errorFactor * UNIT_ROUNDOFF * magnitude + SMALLEST_NORMAL)) found.agrees = false
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
