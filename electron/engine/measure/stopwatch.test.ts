import { describe, expect, test } from 'vitest'
import { gflopsOf, medianOf, spreadOf } from './stopwatch'

describe('the median', () => {
  test.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 10], 3],
    [[], NaN],
  ])('of %j is %d', (values, median) => {
    expect(medianOf(values)).toBe(median)
  })

  test('leaves the numbers in their order', () => {
    const values = [3, 1, 2]
    medianOf(values)
    expect(values).toEqual([3, 1, 2])
  })
})

test('a spread has the median between the extremes', () => {
  expect(spreadOf([3, 1, 8, 2])).toEqual({ median: 2.5, min: 1, max: 8, n: 4 })
})

test('throughput counts 2 FLOP per multiply-add', () => {
  // the deck's layer: 1.024 G multiply-adds in 20.48 ms
  expect(gflopsOf(1.024e9, 20.48)).toBeCloseTo(100, 10)
  expect(gflopsOf(1000, 0)).toBe(0)
})
