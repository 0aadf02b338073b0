import type { Geometry } from '../../contract/spec'
import { OUTSIDE, sourceIndices } from '../convolution/padding'
import type { Convolution, OnProgress, PreparedConvolution, RunResult, Tensor } from '../engine'
import { exactErrorBound } from '../measure/agreement'
import { createPause } from '../measure/pause'

export const TYPESCRIPT = 'typescript'

/**
 * The honest baseline: plain loops over typed arrays on one thread, with what a careful programmer
 * does without SIMD: a padded copy of the input, and the innermost loop along a row. Covers every
 * geometry.
 */
export function prepareTypescript(convolution: Convolution): PreparedConvolution {
  const start = performance.now()
  const { geometry } = convolution
  const { output, paddedInput, spec } = geometry
  const result = new Float32Array(output.channels * output.height * output.width)
  const padded = new Float32Array(spec.input.channels * paddedInput.height * paddedInput.width)
  const fill = createPadding(geometry)
  return {
    variant: TYPESCRIPT,
    reason: { kind: 'baseline' },
    threads: 1,
    software: false,
    prepareMs: performance.now() - start,
    errorBound: exactErrorBound(convolution),
    run: (input, signal, onProgress) =>
      runTypescript(convolution, { input, padded, fill, result }, { signal, onProgress }),
    dispose: () => undefined,
  }
}

interface Buffers {
  readonly input: Tensor
  /** [C, padded H, padded W] */
  readonly padded: Float32Array
  readonly fill: (input: Float32Array, padded: Float32Array) => void
  readonly result: Float32Array
}

interface Watch {
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}

async function runTypescript(
  convolution: Convolution,
  { input, padded, fill, result }: Buffers,
  { signal, onProgress }: Watch,
): Promise<RunResult> {
  const { channels, height } = convolution.geometry.output
  const pause = createPause(signal, onProgress)
  const start = performance.now()
  fill(input.data, padded)
  for (let o = 0; o < channels; o++) {
    for (let y = 0; y < height; y++) {
      computeRow(convolution, { padded, result }, { o, y })
      const paused = pause((o * height + y) / (channels * height))
      if (paused) await paused
    }
  }
  const computeMs = performance.now() - start
  return { output: result, uploadMs: 0, computeMs, readbackMs: 0, clock: 'wall' }
}

function computeRow(
  { geometry, weights, bias }: Convolution,
  { padded, result }: { padded: Float32Array; result: Float32Array },
  { o, y }: { o: number; y: number },
): void {
  const { spec, output, paddedInput, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const { kernel, stride, dilation, flip } = spec
  const [height, width] = [kernel.height, kernel.width]
  const row = result.subarray(
    (o * output.height + y) * output.width,
    (o * output.height + y + 1) * output.width,
  )
  row.fill(bias[o] ?? 0)
  const firstChannel = Math.floor(o / outChannelsPerGroup) * inChannelsPerGroup
  for (let i = 0; i < inChannelsPerGroup; i++) {
    for (let a = 0; a < height; a++) {
      const inputRow = (firstChannel + i) * paddedInput.height + y * stride.y + a * dilation.y
      for (let b = 0; b < width; b++) {
        const tap = flip ? (height - 1 - a) * width + (width - 1 - b) : a * width + b
        const weight = weights[(o * inChannelsPerGroup + i) * height * width + tap] ?? 0
        addTap(row, weight, {
          padded,
          from: inputRow * paddedInput.width + b * dilation.x,
          step: stride.x,
        })
      }
    }
  }
}

/** row[x] += weight · padded[from + x·step] */
function addTap(
  row: Float32Array,
  weight: number,
  { padded, from, step }: { padded: Float32Array; from: number; step: number },
): void {
  for (let x = 0, at = from; x < row.length; x++, at += step) {
    row[x] = (row[x] as number) + weight * (padded[at] as number)
  }
}

/** Copies [C,H,W] into [C, padded H, padded W], with what the padding mode puts around it. */
function createPadding({ spec, paddedInput }: Geometry): Buffers['fill'] {
  const { input, padding, paddingMode, paddingValue } = spec
  const rows = sourceIndices(input.height, [padding.top, padding.bottom], paddingMode)
  const columns = sourceIndices(input.width, [padding.left, padding.right], paddingMode)
  return (source, target) => {
    for (let line = 0; line < input.channels * paddedInput.height; line++) {
      const row = rows[line % paddedInput.height] ?? OUTSIDE
      const from = (Math.floor(line / paddedInput.height) * input.height + row) * input.width
      for (let x = 0; x < paddedInput.width; x++) {
        const column = columns[x] ?? OUTSIDE
        const isOutside = row === OUTSIDE || column === OUTSIDE
        target[line * paddedInput.width + x] = isOutside
          ? paddingValue
          : (source[from + column] ?? 0)
      }
    }
  }
}
