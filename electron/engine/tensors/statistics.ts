import type { MapStatistics } from '../../contract/port'
import type { Histogram, Statistics } from '../../contract/tensors'
import type { Tensor } from '../engine'

/** How many bars a histogram has. */
export const HISTOGRAM_BINS = 64

/**
 * Smallest, largest and mean finite value, and how many are NaN or infinite. Without any finite
 * value the three are NaN.
 */
export function statisticsOf(values: Float32Array): Statistics {
  let min = Infinity
  let max = -Infinity
  let sum = 0
  let finite = 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    // NaN and the infinities are the only numbers whose difference to themselves is not 0.
    if (value - value !== 0) continue
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    finite++
  }
  const notFinite = values.length - finite
  if (finite === 0) return { min: NaN, max: NaN, mean: NaN, notFinite }
  return { min, max, mean: sum / finite, notFinite }
}

/**
 * Counts the finite values in `HISTOGRAM_BINS` equal bars from low to high; `high` itself falls
 * into the last bar, values outside are left out. With low = high all that equal it are in the first.
 */
export function histogramOf(values: Float32Array, low: number, high: number): Histogram {
  const counts = new Uint32Array(HISTOGRAM_BINS)
  const scale = high > low ? HISTOGRAM_BINS / (high - low) : 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (!(value >= low && value <= high)) continue
    const bin = Math.min(((value - low) * scale) | 0, HISTOGRAM_BINS - 1)
    counts[bin] = (counts[bin] as number) + 1
  }
  return { low, high, counts: Array.from(counts) }
}

/** Statistics of a map with its histogram from min to max. */
export function mapStatisticsOf(values: Float32Array): MapStatistics {
  const statistics = statisticsOf(values)
  return { ...statistics, histogram: histogramOf(values, statistics.min, statistics.max) }
}

/** Statistics of every channel of a tensor [C,H,W], in order. */
export function channelStatistics(tensor: Tensor): Statistics[] {
  return Array.from({ length: tensor.shape.channels }, (_, channel) =>
    statisticsOf(channelOf(tensor, channel)),
  )
}

/** One channel [H,W] of a tensor [C,H,W], without a copy. */
export function channelOf({ shape, data }: Tensor, channel: number): Float32Array {
  const pixels = shape.height * shape.width
  return data.subarray(channel * pixels, (channel + 1) * pixels)
}
