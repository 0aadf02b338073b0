import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Layer } from '../contract/spec'
import { createPortCalls } from './port-calls'
import { createTestBench, openNumbers } from './test-bench'

const row = (numbers: readonly number[]): Layer => ({
  ...DEFAULT_SETTINGS,
  padding: 'same',
  weights: { shape: [1, 1, 1, numbers.length], data: Float32Array.from(numbers) },
  bias: null,
})

test('the layers before are run once, activated, and read like a picture', async () => {
  const bench = createTestBench()
  const calls = createPortCalls(bench)
  openNumbers(bench, 'row', [1, 1, 4], [1, -2, 3, -4])
  const before = [
    { layer: row([2]), activation: 'relu' as const },
    { layer: row([-1]), activation: 'abs' as const },
  ]
  const info = await calls.stackInput({ picture: 'row', before, id: 'layers-before-1' })
  expect(info).toMatchObject({ id: 'layers-before-1', shape: { channels: 1, height: 1, width: 4 } })
  expect([...bench.store.picture(info.id).tensor.data]).toEqual([2, 0, 6, 0])
  await calls.stackInput({ picture: 'row', before: before.slice(0, 1), id: 'layers-before-2' })
  expect(() => bench.store.picture('layers-before-1')).toThrow('not open')
})

test('two layers and the one differ at the border alone', async () => {
  const bench = createTestBench()
  const calls = createPortCalls(bench)
  openNumbers(bench, 'row', [1, 1, 5], [1, 2, 3, 4, 5])
  // [1 1 1] twice is [1 2 3 2 1]. Zeros outside: the two have 3 6 9 12 9 between, then 9 18 27 30 21;
  // the one sees what the first made outside as well: 1 + … at the left 10, at the right 26.
  const found = await calls.fusionDifference({
    input: 'row',
    first: row([1, 1, 1]),
    second: row([1, 1, 1]),
    fused: row([1, 2, 3, 2, 1]),
  })
  expect(found).toEqual({ inside: 0, insideCount: 1, border: 5, borderCount: 4 })
})
