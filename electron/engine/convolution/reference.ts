import type { Convolution, Tensor } from '../engine'
import { OUTSIDE, sourceIndices } from './padding'

/** One output value, and what its rounding error is measured against. */
export interface ReferenceValue {
  readonly value: number
  /** Σ|w·x| + |bias| */
  readonly magnitude: number
}

/** Computes single outputs of a convolution in f64; made once per input by `createReference`. */
export type ReferenceAt = (channel: number, y: number, x: number) => ReferenceValue

/**
 * The oracle: the inner loops of the definition (i, a, b), f64 accumulation, no trick at all.
 * input: [C,H,W]. Y[o,y,x] = B[o] + Σ_i Σ_a Σ_b W[o,i,a,b] · X[i, y·s+a·d−p, x·s+b·d−p].
 */
export function createReference(convolution: Convolution, input: Tensor): ReferenceAt {
  const { geometry, weights, bias } = convolution
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const { kernel, stride, dilation, padding, paddingMode, paddingValue, flip } = spec
  const { height, width } = spec.input
  const rows = sourceIndices(height, [padding.top, padding.bottom], paddingMode)
  const columns = sourceIndices(width, [padding.left, padding.right], paddingMode)
  return (o, y, x) => {
    const firstChannel = Math.floor(o / outChannelsPerGroup) * inChannelsPerGroup
    let value = bias[o] ?? NaN
    let magnitude = Math.abs(value)
    for (let i = 0; i < inChannelsPerGroup; i++) {
      for (let a = 0; a < kernel.height; a++) {
        for (let b = 0; b < kernel.width; b++) {
          const row = rows[y * stride.y + a * dilation.y] ?? NaN
          const column = columns[x * stride.x + b * dilation.x] ?? NaN
          const isOutside = row === OUTSIDE || column === OUTSIDE
          const at = ((firstChannel + i) * height + row) * width + column
          const pixel = isOutside ? paddingValue : (input.data[at] ?? NaN)
          const [u, v] = flip ? [kernel.height - 1 - a, kernel.width - 1 - b] : [a, b]
          const tap = ((o * inChannelsPerGroup + i) * kernel.height + u) * kernel.width + v
          const product = (weights[tap] ?? NaN) * pixel
          value += product
          magnitude += Math.abs(product)
        }
      }
    }
    return { value, magnitude }
  }
}

/** Result and magnitudes of a whole convolution, f64. */
export interface ReferenceResult {
  /** [O,mh,mw] */
  readonly output: Float64Array
  /** Σ|w·x| + |bias| per output */
  readonly magnitudes: Float64Array
}

/**
 * The seven loops: all of [O,mh,mw]. `pause` is awaited after every output row, so that a long run
 * can be cancelled and shown; it may throw.
 */
export async function runReference(
  convolution: Convolution,
  input: Tensor,
  pause: (fraction: number) => Promise<void> | void = () => undefined,
): Promise<ReferenceResult> {
  const { channels, height, width } = convolution.geometry.output
  const at = createReference(convolution, input)
  const output = new Float64Array(channels * height * width)
  const magnitudes = new Float64Array(output.length)
  let index = 0
  for (let o = 0; o < channels; o++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, index++) {
        const { value, magnitude } = at(o, y, x)
        output[index] = value
        magnitudes[index] = magnitude
      }
      const paused = pause(index / output.length)
      if (paused) await paused
    }
  }
  return { output, magnitudes }
}
