import { describe, expect, test } from 'vitest'
import { channelStatistics, histogramOf, mapStatisticsOf, statisticsOf } from './statistics'

const f32 = (...values: number[]): Float32Array => Float32Array.from(values)

describe('statistics', () => {
  test('smallest, largest, mean', () => {
    expect(statisticsOf(f32(3, -1, 4))).toEqual({ min: -1, max: 4, mean: 2, notFinite: 0 })
  })

  test.each([1, 2, 3, 4, 5, 7, 8, 9])(
    '%d values: the first, the last and all between',
    (length) => {
      for (let peak = 0; peak < length; peak++) {
        const values = new Float32Array(length)
        values[peak] = 12
        expect(statisticsOf(values).max).toBe(12)
        values[peak] = -12
        const { min, mean } = statisticsOf(values)
        expect([min, mean]).toEqual([-12, -12 / length])
      }
    },
  )

  test('NaN and infinities are counted and left out', () => {
    const values = f32(NaN, 1, Infinity, 3, -Infinity)
    expect(statisticsOf(values)).toEqual({ min: 1, max: 3, mean: 2, notFinite: 3 })
  })

  test('nothing finite', () => {
    expect(statisticsOf(f32(NaN))).toEqual({ min: NaN, max: NaN, mean: NaN, notFinite: 1 })
  })

  test('one entry for each channel', () => {
    const tensor = { shape: { channels: 2, height: 1, width: 2 }, data: f32(1, 3, 10, 30) }
    expect(channelStatistics(tensor).map(({ mean }) => mean)).toEqual([2, 20])
  })
})

describe('histogram', () => {
  const filled = (counts: readonly number[]): Record<number, number> =>
    Object.fromEntries(counts.flatMap((count, bin) => (count > 0 ? [[bin, count]] : [])))

  test('64 equal bars; the largest value is in the last', () => {
    const values = Float32Array.from({ length: 129 }, (_, at) => at / 2)
    const { low, high, counts } = histogramOf(values, 0, 64)
    expect([low, high, counts.length]).toEqual([0, 64, 64])
    expect(counts.slice(0, 63)).toEqual(new Array(63).fill(2))
    expect(counts[63]).toBe(3)
  })

  test('what lies outside or is no number is left out', () => {
    const { counts } = histogramOf(f32(-0.1, 0, 0.5, 1, 1.1, NaN, Infinity), 0, 1)
    expect(filled(counts)).toEqual({ 0: 1, 32: 1, 63: 1 })
  })

  test('a constant map is all in the first bar', () => {
    const { histogram, min, max } = mapStatisticsOf(f32(7, 7, 7))
    expect([min, max, histogram.low, histogram.high]).toEqual([7, 7, 7, 7])
    expect(filled(histogram.counts)).toEqual({ 0: 3 })
  })

  test('the widest range that f32 has', () => {
    const { histogram } = mapStatisticsOf(f32(-3.4e38, 1e38, 3.4e38))
    expect(filled(histogram.counts)).toEqual({ 0: 1, 41: 1, 63: 1 })
  })
})
