import { describe, expect, it } from 'vitest'
import type { MapStatistics, PreviewResult } from '../electron/contract/port'
import { DEFAULT_SETTINGS, type Layer } from '../electron/contract/spec'
import type { Plane } from '../electron/contract/tensors'
import { changedOutputs, completed, type MadeMaps } from './kept-maps'
import type { Bench } from './preview-loop'

/** Three outputs of one 1×2 kernel each: 0 1, 2 3, 4 5. */
const LAYER: Layer = {
  ...DEFAULT_SETTINGS,
  weights: { shape: [3, 1, 1, 2], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
  bias: Float32Array.of(0, 0, 7),
}

function benchOf(change: Partial<Layer> = {}, more: Partial<Bench> = {}): Bench {
  const layer = { ...LAYER, ...change }
  const room = { maxWidth: 10, maxHeight: 10 }
  return { picture: 'a', layer, outputs: [0, 1, 2], ...room, editedAt: 0, ...more }
}

function withWeights(...data: number[]): Bench {
  return benchOf({ weights: { ...LAYER.weights, data: Float32Array.from(data) } })
}

/** A result whose planes hold `mark` and their channel. */
function resultOf(mark: number, channels: readonly number[], coarse = false): PreviewResult {
  const plane = (channel: number): Plane =>
    ({ channel, values: Float32Array.of(mark, channel) }) as Partial<Plane> as Plane
  const statistics = channels.map((channel) => ({ min: mark, max: channel }) as MapStatistics)
  return { coarse, planes: channels.map(plane), statistics } as unknown as PreviewResult
}

const made = (bench = benchOf()): MadeMaps => ({ bench, result: resultOf(1, bench.outputs) })

describe('changedOutputs', () => {
  it('are those with another weight or bias', () => {
    expect(changedOutputs(withWeights(0, 1, 2, 9, 4, 5), made())).toEqual([1])
    expect(changedOutputs(withWeights(8, 1, 2, 3, 4, 9), made())).toEqual([0, 2])
    expect(changedOutputs(benchOf({ bias: null }), made())).toEqual([2])
    expect(changedOutputs(withWeights(0, 1, 2, 3, 4, 5), made())).toEqual([])
  })

  it('are all of them when anything else is another', () => {
    const all = [0, 1, 2]
    expect(changedOutputs(benchOf(), null)).toEqual(all)
    expect(changedOutputs(benchOf({ stride: { y: 1, x: 2 } }), made())).toEqual(all)
    expect(changedOutputs(benchOf({ flip: true }), made())).toEqual(all)
    expect(changedOutputs(benchOf({}, { picture: 'b' }), made())).toEqual(all)
    expect(changedOutputs(benchOf({}, { maxWidth: 11 }), made())).toEqual(all)
    const shape = [3, 1, 2, 1] as const
    expect(changedOutputs(benchOf({ weights: { ...LAYER.weights, shape } }), made())).toEqual(all)
  })

  it('are those that were not made before', () => {
    expect(changedOutputs(benchOf(), made(benchOf({}, { outputs: [2] })))).toEqual([0, 1])
  })
})

describe('completed', () => {
  it('has the maps of the last whole result between the new ones', () => {
    const whole = made()
    const { planes, statistics, coarse } = completed(resultOf(5, [1], true), benchOf(), whole)
    expect(planes.map(({ values }) => [...values])).toEqual([
      [1, 0],
      [5, 1],
      [1, 2],
    ])
    expect(planes[2]).toBe(whole.result.planes[2])
    expect(statistics.map(({ min }) => min)).toEqual([1, 5, 1])
    expect(coarse).toBe(true)
  })

  it('is the result itself when that has all maps', () => {
    const all = resultOf(5, [0, 1, 2])
    expect(completed(all, benchOf(), made())).toBe(all)
  })

  it('leaves out a map that the bench no longer shows', () => {
    const some = benchOf({}, { outputs: [1, 2] })
    expect(completed(resultOf(5, [2]), some, made()).planes.map(({ channel }) => channel)).toEqual([
      1, 2,
    ])
  })
})
