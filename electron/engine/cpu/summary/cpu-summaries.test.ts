import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom, randomValues } from '../../../contract/random'
import type { Tensor } from '../../engine'
import { TensorMemory } from '../../tensors/memory'
import { summariesOf, type Summary } from '../../tensors/summary'
import { InlinePool } from '../pool/inline-pool'
import { CpuSummaries } from './cpu-summaries'

const never = new AbortController().signal
let memory: TensorMemory
let pool: InlinePool
let summaries: CpuSummaries

beforeAll(() => {
  memory = new TensorMemory()
  pool = new InlinePool(memory)
  summaries = new CpuSummaries(memory, pool)
})
afterAll(() => pool.dispose())

function tensorOf(channels: number, height: number, width: number): Tensor {
  const data = memory.allocate(channels * height * width)
  data.set(randomValues(createRandom(`${channels}×${height}×${width}`), data.length))
  return { shape: { channels, height, width }, data }
}

function expectSame(fast: readonly Summary[], slow: readonly Summary[]): void {
  expect(fast.length).toBe(slow.length)
  fast.forEach(({ plane, statistics }, slot) => {
    const right = slow[slot]!
    expect(plane).toEqual(right.plane)
    const { mean, ...others } = statistics
    const { mean: rightMean, ...rightOthers } = right.statistics
    expect(others).toEqual(rightOthers)
    if (Number.isNaN(rightMean)) expect(mean).toBeNaN()
    else expect(Math.abs(mean - rightMean)).toBeLessThanOrEqual(1e-12)
  })
}

describe('the threads find what the definition says', () => {
  test.each([
    ['a photo, tenfold smaller', [2, 540, 960], [96, 54]],
    ['sides that divide by nothing', [3, 331, 517], [100, 70]],
    ['rows of 1, 2, 3 values beyond a four', [1, 401, 1023], [77, 91]],
    ['hardly smaller', [1, 401, 403], [400, 400]],
    ['its own size', [1, 401, 403], [500, 500]],
    ['one value for all', [1, 401, 403], [1, 1]],
    ['a single row', [1, 1, 150_001], [640, 480]],
    ['a single column', [2, 150_001, 1], [640, 480]],
    ['a width of 1024', [2, 256, 1024], [320, 200]],
  ] as const)('%s', async (_what, [channels, height, width], [maxWidth, maxHeight]) => {
    const tensor = tensorOf(channels, height, width)
    const request = { channels: [...Array(channels).keys()].reverse(), maxWidth, maxHeight }
    const fast = await summaries.summarize(tensor, request, never)
    expectSame(fast, summariesOf(tensor, request))
    const taken = memory.takenBytes
    await summaries.summarize(tensor, request, never)
    expect(memory.takenBytes).toBe(taken)
    memory.free(tensor.data)
  })

  test('NaN and infinities, a constant channel, extremes at the ends', async () => {
    const tensor = tensorOf(5, 301, 501)
    const pixels = 301 * 501
    tensor.data[7] = NaN
    tensor.data[pixels + 9] = Infinity
    tensor.data.fill(-0.25, 2 * pixels, 3 * pixels)
    tensor.data.fill(NaN, 3 * pixels, 4 * pixels)
    tensor.data[4 * pixels] = 1e30
    tensor.data[5 * pixels - 1] = -3e38
    const request = { channels: [0, 1, 2, 3, 4], maxWidth: 64, maxHeight: 64 }
    const fast = await summaries.summarize(tensor, request, never)
    expectSame(fast.slice(0, 4), summariesOf(tensor, { ...request, channels: [0, 1, 2, 3] }))
    expect(fast[4]!.statistics).toMatchObject({ min: Math.fround(-3e38), max: Math.fround(1e30) })
    expect(fast[4]!.statistics.histogram.counts.reduce((sum, count) => sum + count)).toBe(pixels)
    expect(fast[2]!.statistics.histogram.counts[0]).toBe(pixels)
    memory.free(tensor.data)
  })

  test('the last bar holds the largest value, by hand', async () => {
    const tensor = tensorOf(1, 512, 512)
    tensor.data.forEach((_, index) => (tensor.data[index] = index % 65))
    const request = { channels: [0], maxWidth: 8, maxHeight: 8 }
    const [summary] = await summaries.summarize(tensor, request, never)
    const { low, high, counts } = summary!.statistics.histogram
    // 262,144 = 4,032 · 65 + 64: every value 0…63 is there 4,033 times, 64 4,032 times.
    expect([low, high, counts[0], counts[63]]).toEqual([0, 64, 4033, 4033 + 4032])
    memory.free(tensor.data)
  })

  test('a channel that is not there, and a run that is not wanted any more', async () => {
    const tensor = tensorOf(1, 401, 403)
    const request = { channels: [1], maxWidth: 64, maxHeight: 64 }
    await expect(summaries.summarize(tensor, request, never)).rejects.toMatchObject({
      code: 'not-found',
    })
    const abort = new AbortController()
    abort.abort()
    const taken = memory.takenBytes
    await expect(
      summaries.summarize(tensor, { ...request, channels: [0] }, abort.signal),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(memory.takenBytes).toBe(taken)
    memory.free(tensor.data)
  })
})
