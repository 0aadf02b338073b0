import { beforeEach, describe, expect, test } from 'vitest'
import type { ConventionsRequest } from '../contract/port'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../contract/spec'
import type { Bench } from './bench'
import { compareConventions } from './conventions'
import { createPortCalls, transferOf } from './port-calls'
import { createTestBench, DECK, DECK_LAYER, openNumbers } from './test-bench'

let bench: Bench

beforeEach(() => {
  bench = createTestBench()
  openNumbers(bench, 'deck', [2, 3, 3], DECK)
  openNumbers(bench, 'ones', [1, 4, 5], Array<number>(20).fill(1))
  const ramp = Array.from({ length: 54 }, (_, index) => index + 1)
  openNumbers(bench, 'ramp', [1, 6, 9], ramp)
})

/** One output over one channel. */
function layerOf(rows: readonly (readonly number[])[], settings: Partial<LayerSettings>): Layer {
  const shape = [1, 1, rows.length, rows[0]!.length] as const
  const weights = { shape, data: Float32Array.from(rows.flat()) }
  return { ...DEFAULT_SETTINGS, ...settings, weights, bias: null }
}

const BOX = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]

const compare = (picture: string, layer: Layer, change: Partial<LayerSettings>) =>
  compareConventions(bench, {
    picture,
    layer,
    changed: { ...layer, ...change },
    output: 0,
    maxWidth: 100,
    maxHeight: 100,
  })

describe('two conventions', () => {
  test('correlation and convolution of the lecture’s example differ by 28 everywhere', async () => {
    const found = await compare('deck', DECK_LAYER, { flip: true })
    expect(found.maps.map(({ plane }) => [...plane.values])).toEqual([
      [56, 72, 104, 120],
      [28, 44, 76, 92],
    ])
    expect([...found.difference.values]).toEqual([28, 28, 28, 28])
    expect(found).toMatchObject({
      compared: 4,
      differing: 4,
      atEdge: 0,
      differingAtEdge: 0,
      largest: { y: 0, x: 0, difference: 28, values: [56, 28] },
    })
  })

  test('a kernel that is its own half turn makes no difference when it is flipped', async () => {
    const kernel = [
      [0.1, -0.7, 0.3],
      [0.9, 5, 0.9],
      [0.3, -0.7, 0.1],
    ]
    const found = await compare('ramp', layerOf(kernel, { padding: 'same' }), { flip: true })
    expect([found.compared, found.differing, found.largest]).toEqual([54, 0, null])
  })

  test('zero and replicate differ on the frame alone: 2(h + w) − 4 outputs', async () => {
    const layer = layerOf(BOX, { padding: 'same', paddingMode: 'zero' })
    const found = await compare('ones', layer, { paddingMode: 'replicate' })
    // A corner sees 4 of its 9 pixels, an edge 6; replicated, all see 9.
    expect([...found.maps[0].plane.values].slice(0, 5)).toEqual([4, 6, 6, 6, 4])
    expect([...found.difference.values].slice(0, 10)).toEqual([5, 3, 3, 3, 5, 3, 0, 0, 0, 3])
    expect(found).toMatchObject({
      compared: 20,
      differing: 14,
      atEdge: 14,
      differingAtEdge: 14,
      largest: { y: 0, x: 0, difference: 5, values: [4, 9] },
    })
  })

  test('dilation widens the frame', async () => {
    const layer = layerOf(BOX, { padding: 'same', dilation: { y: 2, x: 2 } })
    const found = await compare('ramp', layer, { paddingMode: 'replicate' })
    // All but the inner (6 − 4) × (9 − 4).
    expect([found.atEdge, found.differing]).toEqual([44, 44])
  })

  test('the other anchor of an even kernel moves the map by a pixel', async () => {
    const layer = layerOf([[1, 0]], { padding: 'same' })
    const found = await compare('ramp', layer, {
      padding: { top: 0, right: 0, bottom: 0, left: 1 },
    })
    expect([...found.maps[0].plane.values].slice(0, 3)).toEqual([1, 2, 3])
    expect([...found.maps[1].plane.values].slice(0, 3)).toEqual([0, 1, 2])
    expect([found.compared, found.differing]).toEqual([54, 54])
  })

  test('same and valid agree where their windows stand at one place', async () => {
    const layer = layerOf(BOX, { padding: 'same' })
    const found = await compare('ramp', layer, { padding: 'valid' })
    expect(found.maps[1].geometry.output).toEqual({ channels: 1, height: 4, width: 7 })
    expect([found.compared, found.differing]).toEqual([28, 0])
    expect([...found.difference.values].filter(Number.isNaN)).toHaveLength(26)
    const back = await compare('ramp', { ...layer, padding: 'valid' }, { padding: 'same' })
    expect([back.compared, back.differing]).toEqual([28, 0])
  })

  test('with stride 2 their windows stand between one another', async () => {
    const layer = layerOf(BOX, { padding: 'same', stride: { y: 2, x: 2 } })
    const found = await compare('ramp', layer, { padding: 'valid' })
    expect([found.compared, found.differing]).toEqual([0, 0])
  })

  test('rounding counts as no difference, and its size is told', async () => {
    const found = await compare('ones', layerOf(BOX, { padding: 'same' }), { flip: true })
    expect(found.tolerance).toBeGreaterThan(0)
    expect(found.tolerance).toBeLessThan(9 * 1e-5)
  })
})

test('another output is refused, and the planes move', async () => {
  const request: ConventionsRequest = {
    picture: 'deck',
    layer: DECK_LAYER,
    changed: DECK_LAYER,
    output: 0,
    maxWidth: 1,
    maxHeight: 1,
  }
  const calls = createPortCalls(bench)
  await expect(calls.conventions({ ...request, output: 1 })).rejects.toThrow('no output 1')
  const found = await calls.conventions(request)
  expect(transferOf('conventions', found)).toHaveLength(3)
  expect([...found.difference.values]).toEqual([0])
})
