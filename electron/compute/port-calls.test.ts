import { beforeEach, describe, expect, test } from 'vitest'
import type { PlaneChannel } from '../contract/tensors'
import type { Bench } from './bench'
import { createPortCalls, transferOf } from './port-calls'
import { createTestBench, DECK, DECK_LAYER, openNumbers } from './test-bench'

let bench: Bench
let calls: ReturnType<typeof createPortCalls>
const preview = {
  picture: 'deck',
  layer: DECK_LAYER,
  outputs: [0],
  maxWidth: 9,
  maxHeight: 9,
  coarse: false,
}
const probe = { picture: 'deck', layer: DECK_LAYER, output: { channel: 0, y: 0, x: 1 } }
const PICTURE = { kind: 'picture', id: 'deck' } as const

beforeEach(() => {
  bench = createTestBench()
  openNumbers(bench, 'deck', [2, 3, 3], DECK)
  calls = createPortCalls(bench)
})

describe('the direct port', () => {
  test('gives planes whose buffers move', async () => {
    const shown = await calls.planes({
      tensor: PICTURE,
      channels: [1, 0],
      region: { y: 1, x: 0, height: 2, width: 3 },
      maxWidth: 10,
      maxHeight: 10,
    })
    expect(shown.map(({ values }) => [...values])).toEqual([
      [4, 5, 6, 7, 8, 9],
      [3, 4, 5, 6, 7, 8],
    ])
    expect(transferOf('planes', shown)).toEqual(shown.map(({ values }) => values.buffer))
  })

  test('gives channels with the statistics of all their values', async () => {
    const ask = (channel: PlaneChannel) =>
      calls.channels({
        tensor: PICTURE,
        channels: [channel],
        region: null,
        maxWidth: 1,
        maxHeight: 1,
      })
    const shown = await ask(0)
    expect(shown[0]).toMatchObject({ statistics: { min: 0, max: 8, mean: 4 }, clipped: null })
    expect([...shown[0]!.plane.values]).toEqual([4])
    expect(shown[0]!.statistics.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(9)
    expect(transferOf('channels', shown)).toEqual([shown[0]!.plane.values.buffer])
    await expect(ask(2)).rejects.toThrow('no channel 2')
    await expect(ask('bt601')).rejects.toThrow('R, G, B')
    await expect(ask('hue')).rejects.toThrow('this picture has 2')
  })

  test('says which pixels have one grey, and how far colours lie apart', async () => {
    // The lecture's pair: red 255 and green 130 have BT.601 lumas 76.2 and 76.3.
    openNumbers(bench, 'pair', [3, 1, 2], [1, 0, 0, 130 / 255, 0, 0])
    const room = { picture: 'pair', luma: 'bt601', maxWidth: 2, maxHeight: 1 } as const
    const twins = await calls.greyTwins({ ...room, pixel: { y: 0, x: 0 }, tolerance: 0.5 })
    expect([...twins.share.values]).toEqual([1, 1])
    expect(twins).toMatchObject({ same: 2, others: 1, farthest: { y: 0, x: 1 } })
    expect(transferOf('greyTwins', twins)).toEqual([twins.share.values.buffer])
    const spread = await calls.greySpread(room)
    expect(spread).toMatchObject({ lost: 2, total: 2, worst: { level: 76 } })
    expect(transferOf('greySpread', spread)).toEqual([spread.spread.values.buffer])
  })

  test('describes a layer, or says what cannot be', () => {
    expect(calls.describe({ picture: 'deck', layer: DECK_LAYER })).toMatchObject({
      output: { channels: 1, height: 2, width: 2 },
      macs: 32,
    })
    const layer = { ...DECK_LAYER, stride: { y: 0, x: 1 } }
    expect(() => calls.describe({ picture: 'deck', layer })).toThrow('Stride y 0')
  })

  test('probes an output: 72 = 25 + 47', async () => {
    const found = await calls.probe(probe)
    expect(found).toMatchObject({ value: 72, bias: 0, engineValue: null })
    expect(found.channels.map(({ sum }) => sum)).toEqual([25, 47])
  })

  test('says what the engine computed there, as long as it was this very layer', async () => {
    await calls.preview(preview)
    expect((await calls.probe(probe)).engineValue).toBe(72)
    const weights = { ...DECK_LAYER.weights, data: Float32Array.of(0, 1, 2, 3, 1, 2, 3, 5) }
    // X1[1][2] = 6 now counts five times instead of four
    const edited = await calls.probe({ ...probe, layer: { ...DECK_LAYER, weights } })
    expect(edited).toMatchObject({ value: 78, engineValue: null })
  })

  test('exports the newest maps as NPY and PNG', async () => {
    const shade = { channel: 0, low: 56, high: 120 }
    expect(() => calls.exportMaps({ format: 'npy', ...shade })).toThrow('run the layer first')
    await calls.preview(preview)
    const npy = await calls.exportMaps({ format: 'npy', ...shade })
    expect(new TextDecoder('latin1').decode(npy)).toContain("'shape': (1, 2, 2)")
    expect([...new Float32Array(npy.slice(-16).buffer)]).toEqual([56, 72, 104, 120])
    const png = await calls.exportMaps({ format: 'png', ...shade })
    expect([...png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
    expect(transferOf('exportMaps', png)).toEqual([png.buffer])
    expect(() => calls.exportMaps({ format: 'png', ...shade, channel: 1 })).toThrow('no channel 1')
  })
})
