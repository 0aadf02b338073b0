import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../contract/spec'
import { JOB_DEFAULTS, type JobEntry } from './jobs-schema'
import { layerSource } from './layer-entry'

const entry = (more: Partial<JobEntry>): JobEntry => ({
  ...JOB_DEFAULTS,
  name: 'a',
  input: 'x.npy',
  weights: [[[[2]]]],
  bias: undefined,
  settings: {},
  ...more,
})
const layer = (more: Partial<JobEntry>, channels = 3) => layerSource(entry(more), '/jobs', channels)

describe('the layer of a job', () => {
  test('has the defaults: valid, stride 1, no bias', async () => {
    expect(await layer({})).toEqual({
      ...DEFAULT_SETTINGS,
      weights: { kind: 'values', shape: [1, 1, 1, 1], data: Float32Array.of(2) },
      bias: null,
    })
  })

  test('takes what the job says', async () => {
    const found = await layer({ settings: { padding: 'same', groups: 3 }, bias: [1, 2] })
    expect(found).toMatchObject({
      padding: 'same',
      groups: 3,
      bias: { kind: 'values', shape: [2], data: Float32Array.of(1, 2) },
    })
  })

  test('a spatial preset acts on each channel alone', async () => {
    const { weights } = await layer({ weights: { preset: 'sobel-x' } }, 2)
    expect(weights).toMatchObject({ kind: 'values', shape: [2, 2, 3, 3] })
    const sobel = [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    const none = Array<number>(9).fill(0)
    expect('data' in weights && [...weights.data]).toEqual([...sobel, ...none, ...none, ...sobel])
  })

  test("a preset's own settings stand, and the job's word goes before them", async () => {
    const weights = { preset: 'bayer-split' }
    expect((await layer({ weights })).stride).toEqual({ y: 2, x: 2 })
    const found = await layer({ weights, settings: { stride: { y: 1, x: 1 } } })
    expect(found.stride).toEqual({ y: 1, x: 1 })
  })

  test("a preset's own bias stands unless the job gives one or says there is none", async () => {
    const weights = { preset: 'invert' }
    expect((await layer({ weights })).bias).toMatchObject({ data: Float32Array.of(1, 1, 1) })
    expect((await layer({ weights, bias: [0, 0, 0] })).bias).toMatchObject({
      data: Float32Array.of(0, 0, 0),
    })
    expect((await layer({ weights, bias: null })).bias).toBeNull()
  })

  test('an unknown preset and a missing file are told', async () => {
    await expect(layer({ weights: { preset: 'sobel-z' } })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('no preset "sobel-z"; there are') as string,
    })
    await expect(layer({ weights: 'w.npy' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no file /jobs/w.npy.',
    })
  })
})
