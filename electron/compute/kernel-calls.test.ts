import { expect, test } from 'vitest'
import { createPortCalls, transferOf } from './port-calls'
import { createTestBench, DECK, DECK_LAYER, openNumbers } from './test-bench'

const window = { maxWidth: 9, maxHeight: 9 }

test('a patch of the deck, its peak in the map, and the kernel between two pictures', async () => {
  const bench = createTestBench()
  const told: number[] = []
  const calls = createPortCalls(bench, (_, fraction) => told.push(fraction))
  openNumbers(bench, 'deck', [2, 3, 3], DECK)
  const region = { y: 0, x: 0, height: 3, width: 3 }
  // Both channels less their means are −4 … 4: Σ² = 2·60.
  expect(await calls.patch({ picture: 'deck', region })).toMatchObject({ norm: Math.sqrt(120) })
  const peaks = { channel: 0, count: 1, reach: { y: 1, x: 1 } }
  expect(() => calls.peaks(peaks)).toThrow('run the layer first')
  await calls.preview({
    picture: 'deck',
    layer: DECK_LAYER,
    outputs: [0],
    coarse: false,
    ...window,
  })
  expect(await calls.peaks(peaks)).toMatchObject([
    { y: 1, x: 1, value: 120, window: { y: 1, x: 1, height: 2, width: 2 } },
  ])

  const before = [3, 1, 4, 1, 5, 9, 2, 6, 5]
  openNumbers(bench, 'before', [1, 3, 3], before)
  openNumbers(
    bench,
    'after',
    [1, 3, 3],
    before.map((value) => 2 * value - 1),
  )
  const request = { before: 'before', after: 'after', kernel: { height: 1, width: 1 }, ...window }
  const fitted = await calls.fit({ ...request, most: 99 })
  expect(fitted).toMatchObject({ unknowns: 2, used: 9, pixels: 9 })
  expect(fitted.weights.data[0]).toBeCloseTo(2, 6)
  expect(fitted.bias[0]).toBeCloseTo(-1, 6)
  expect(fitted.residual.max).toBeLessThan(1e-5)
  expect(transferOf('fit', fitted)).toEqual([fitted.difference.values.buffer])
})
