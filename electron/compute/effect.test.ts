import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Layer } from '../contract/spec'
import { createPortCalls } from './port-calls'
import { createTestBench, openNumbers } from './test-bench'

/** Four outputs that double, negate, halve and empty one channel. */
const LAYER: Layer = {
  ...DEFAULT_SETTINGS,
  weights: { shape: [4, 1, 1, 1], data: Float32Array.of(2, -1, 0.5, 0) },
  bias: Float32Array.of(0, 10, 0, 0),
}

test('a layer runs on the reduced picture, its first three outputs', async () => {
  const bench = createTestBench()
  openNumbers(bench, 'p', [1, 2, 4], [1, 3, 5, 7, 1, 3, 5, 7])
  const calls = createPortCalls(bench)
  const request = { picture: 'p', layer: LAYER, maxWidth: 2, maxHeight: 2 }
  const { planes, statistics } = await calls.effect(request)
  // Pairs of columns, then both rows in one: (1+3)/2 and (5+7)/2.
  expect(planes.map(({ values }) => [...values])).toEqual([
    [4, 12],
    [8, 4],
    [1, 3],
  ])
  expect(statistics[0]).toMatchObject({ min: 4, max: 12 })
  await expect(calls.effect({ ...request, picture: 'q' })).rejects.toThrow('"q" is not open')
})

test('it waits for what runs in the lane', async () => {
  const bench = createTestBench()
  openNumbers(bench, 'p', [1, 1, 1], [1])
  const calls = createPortCalls(bench)
  let end = (): void => undefined
  const job = bench.lane.job(() => new Promise<void>((resolve) => (end = resolve)))
  let isThere = false
  const effect = calls.effect({ picture: 'p', layer: LAYER, maxWidth: 1, maxHeight: 1 })
  const shown = Promise.resolve(effect).then(() => (isThere = true))
  await new Promise((resolve) => setTimeout(resolve))
  expect(isThere).toBe(false)
  end()
  await Promise.all([job, shown])
  expect(isThere).toBe(true)
})
