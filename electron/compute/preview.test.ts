import { beforeEach, describe, expect, test } from 'vitest'
import type { PreviewRequest } from '../contract/port'
import { DEFAULT_SETTINGS, type Layer } from '../contract/spec'
import type { Bench } from './bench'
import { runPreview } from './preview'
import { createTestBench, DECK, DECK_LAYER, openNumbers } from './test-bench'

const never = new AbortController().signal
/** Reads one pixel of one channel: what comes out is what went in. */
const IDENTITY: Layer = {
  ...DEFAULT_SETTINGS,
  weights: { shape: [1, 1, 1, 1], data: Float32Array.of(1) },
  bias: null,
}
const request = (more: Partial<PreviewRequest> = {}): PreviewRequest => ({
  picture: 'deck',
  layer: DECK_LAYER,
  outputs: [0],
  maxWidth: 100,
  maxHeight: 100,
  coarse: false,
  ...more,
})
let bench: Bench

beforeEach(() => {
  bench = createTestBench()
  openNumbers(bench, 'deck', [2, 3, 3], DECK)
  openNumbers(
    bench,
    'ramp',
    [1, 9, 12],
    Array.from({ length: 108 }, (_, index) => index),
  )
})

describe('a full preview', () => {
  test('gives maps, statistics and sizes, and keeps the maps', async () => {
    const result = await runPreview(bench, request(), never)
    expect(result).toMatchObject({
      coarse: false,
      geometry: { output: { channels: 1, height: 2, width: 2 } },
      planes: [{ channel: 0, height: 2, width: 2, region: { y: 0, x: 0, height: 2, width: 2 } }],
      statistics: [{ min: 56, max: 120, mean: 88, notFinite: 0 }],
    })
    expect([...result.planes[0]!.values]).toEqual([56, 72, 104, 120])
    expect([...bench.store.tensor({ kind: 'maps' }).data]).toEqual([56, 72, 104, 120])
  })

  test('reuses the memory of maps of the same size, and gives others back', async () => {
    await runPreview(bench, request(), never)
    const [first, taken] = [bench.store.maps!.tensor.data.byteOffset, bench.memory.takenBytes]
    await runPreview(bench, request(), never)
    expect(bench.store.maps!.tensor.data.byteOffset).toBe(first)
    expect(bench.memory.takenBytes).toBe(taken)
    await runPreview(bench, request({ picture: 'ramp', layer: IDENTITY }), never)
    await runPreview(bench, request(), never)
    expect(bench.memory.takenBytes).toBe(taken)
  })

  test('of an impossible layer says why and keeps the maps before it', async () => {
    await runPreview(bench, request(), never)
    const layer = { ...DECK_LAYER, dilation: { y: 3, x: 1 } }
    await expect(runPreview(bench, request({ layer }), never)).rejects.toMatchObject({
      code: 'bad-spec',
    })
    expect(bench.store.maps).not.toBeNull()
  })
})

describe('a coarse preview', () => {
  const coarse = { picture: 'ramp', layer: IDENTITY, coarse: true, maxWidth: 4, maxHeight: 9 }

  test('computes every n-th output exactly and stands for the whole map', async () => {
    const result = await runPreview(bench, request(coarse), never)
    // 12 columns in 4: every third column and row
    expect([...result.planes[0]!.values]).toEqual([0, 3, 6, 9, 36, 39, 42, 45, 72, 75, 78, 81])
    expect(result).toMatchObject({
      coarse: true,
      geometry: { output: { height: 9, width: 12 } },
      planes: [{ height: 3, width: 4, region: { y: 0, x: 0, height: 9, width: 12 } }],
      statistics: [{ min: 0, max: 81 }],
    })
    expect(bench.store.maps).toBeNull()
  })

  test('multiplies the stride there is', async () => {
    const layer = { ...IDENTITY, stride: { y: 1, x: 2 } }
    const result = await runPreview(bench, request({ ...coarse, layer, maxWidth: 3 }), never)
    expect([...result.planes[0]!.values].slice(0, 3)).toEqual([0, 4, 8])
  })

  test('is the full one when everything fits', async () => {
    const result = await runPreview(bench, request({ ...coarse, maxWidth: 12 }), never)
    expect(result.coarse).toBe(false)
    expect(bench.store.maps).not.toBeNull()
  })
})

test.each([
  ['a picture that is not open', { picture: 'none' }, 'not-found'],
  ['an output that is not there', { outputs: [1] }, 'not-found'],
  ['no room', { maxWidth: 0 }, 'forbidden'],
])('%s is refused', async (_what, more, code) => {
  await expect(runPreview(bench, request(more), never)).rejects.toMatchObject({ code })
})
