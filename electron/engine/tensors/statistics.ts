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
  const { min, max, sum } = extremesOf(values)
  // The sum of finite f32 is finite in f64; NaN and infinities stay in it.
  if (Number.isFinite(sum) && values.length > 0) {
    return { min, max, mean: sum / values.length, notFinite: 0 }
  }
  const finite = finiteOf(values)
  const notFinite = values.length - finite.length
  if (finite.length === 0) return { min: NaN, max: NaN, mean: NaN, notFinite }
  const of = extremesOf(finite)
  return { min: of.min, max: of.max, mean: of.sum / finite.length, notFinite }
}

/** The finite values in their order; ten times as fast as `filter`. */
function finiteOf(values: Float32Array): Float32Array {
  const finite = new Float32Array(values.length)
  let count = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value - value === 0) finite[count++] = value
  }
  return finite.subarray(0, count)
}

interface Extremes {
  readonly min: number
  readonly max: number
  readonly sum: number
}

function extremesOf(values: Float32Array): Extremes {
  const inFours = values.length - (values.length % 4)
  const lanes = extremesOfFours(values, inFours)
  const rest = values.subarray(inFours)
  // A zero without its sign: -0 + 0 is 0.
  return {
    min: Math.min(lanes.min, ...rest) + 0,
    max: Math.max(lanes.max, ...rest) + 0,
    sum: rest.reduce((sum, value) => sum + value, lanes.sum),
  }
}

/**
 * Four lanes that do not wait for each other, Math.min instead of branches and no second loop:
 * 2 ms instead of 13 ms for two million values. count: a multiple of 4.
 */
function extremesOfFours(values: Float32Array, count: number): Extremes {
  let [min0, min1, min2, min3] = [Infinity, Infinity, Infinity, Infinity]
  let [max0, max1, max2, max3] = [-Infinity, -Infinity, -Infinity, -Infinity]
  let sum = 0
  for (let at = 0; at < count; at += 4) {
    const a = values[at] as number
    const b = values[at + 1] as number
    const c = values[at + 2] as number
    const d = values[at + 3] as number
    min0 = Math.min(min0, a)
    min1 = Math.min(min1, b)
    min2 = Math.min(min2, c)
    min3 = Math.min(min3, d)
    max0 = Math.max(max0, a)
    max1 = Math.max(max1, b)
    max2 = Math.max(max2, c)
    max3 = Math.max(max3, d)
    sum += a + b + (c + d)
  }
  return {
    min: Math.min(min0, min1, min2, min3),
    max: Math.max(max0, max1, max2, max3),
    sum,
  }
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
