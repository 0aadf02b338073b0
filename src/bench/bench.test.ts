import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench, contributions, isConnected, outputSum, weightAt, type Bench } from './bench'
import {
  withAppended,
  withBias,
  withChannels,
  withKernelSize,
  withOutputs,
  withSettings,
  withWeight,
} from './bench-edits'

/** W[o,i,y,x] = 1000·o + 100·i + 10·y + x + 1 */
function counting(outputs: number, inputs: number, height: number, width: number): Bench {
  const shape = [outputs, inputs, height, width] as const
  const data: number[] = []
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) data.push(1000 * o + 100 * i + 10 * y + x + 1)
  const weights = { shape, data: Float32Array.from(data) }
  const bias = Float32Array.from({ length: outputs }, (_, o) => o)
  return asBench({ ...DEFAULT_SETTINGS, weights, bias })
}

const numbers = (bench: Bench): number[] => [...bench.layer.weights.data]

describe('edits of the bench', () => {
  it('change one weight and leave the old layer as it was', () => {
    const before = counting(2, 3, 2, 2)
    const after = withWeight(before, { output: 1, input: 2, y: 0, x: 1 }, 0.5)
    expect(weightAt(after, { output: 1, input: 2, y: 0, x: 1 })).toBe(0.5)
    expect(weightAt(before, { output: 1, input: 2, y: 0, x: 1 })).toBe(1202)
    expect(numbers(after).filter((value, index) => value !== numbers(before)[index])).toEqual([0.5])
  })

  it('give a layer without bias one when it is edited', () => {
    const bench = counting(2, 1, 1, 1)
    const without = { ...bench, layer: { ...bench.layer, bias: null } }
    expect([...withBias(without, 1, 3).layer.bias!]).toEqual([0, 3])
  })

  it('reorder, copy and add outputs with their bias and label', () => {
    const bench = { ...counting(2, 1, 1, 1), labels: [{ en: 'a', 'zh-CN': 'a' }, null] }
    const after = withOutputs(bench, [1, 0, 0, -1])
    expect(numbers(after)).toEqual([1001, 1, 1, 0])
    expect([...after.layer.bias!]).toEqual([1, 0, 0, 0])
    expect(after.labels.map((label) => label?.en ?? null)).toEqual([null, 'a', 'a', null])
  })

  it('grow a kernel by zeros around its middle and cut it back', () => {
    const bench = counting(1, 1, 3, 3)
    const grown = withKernelSize(bench, { height: 5, width: 3 })
    expect(numbers(grown)).toEqual([0, 0, 0, 1, 2, 3, 11, 12, 13, 21, 22, 23, 0, 0, 0])
    expect(numbers(withKernelSize(grown, { height: 3, width: 3 }))).toEqual(numbers(bench))
    expect(numbers(withKernelSize(bench, { height: 1, width: 1 }))).toEqual([12])
  })

  it('add and remove input channels', () => {
    const bench = counting(2, 2, 1, 1)
    const wider = withChannels(bench, 3)
    expect(wider.channels).toBe(3)
    expect(numbers(wider)).toEqual([1, 101, 0, 1001, 1101, 0])
    expect(numbers(withChannels(bench, 1))).toEqual([1, 1001])
  })

  it('append outputs in the larger kernel size', () => {
    const after = withAppended(counting(1, 1, 1, 1), counting(1, 1, 3, 3))
    expect(after.layer.weights.shape).toEqual([2, 1, 3, 3])
    expect(numbers(after).slice(0, 9)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0])
    expect(numbers(after).slice(9)).toEqual([1, 2, 3, 11, 12, 13, 21, 22, 23])
  })
})

describe('groups', () => {
  it('keep the diagonal blocks and bring the rest back', () => {
    const dense = counting(3, 3, 1, 1)
    const depthwise = withSettings(dense, { groups: 3 })
    expect(depthwise.layer.weights.shape).toEqual([3, 1, 1, 1])
    expect(numbers(depthwise)).toEqual([1, 1101, 2201])
    expect(isConnected(depthwise, 0, 1)).toBe(false)
    const edited = withWeight(depthwise, { output: 1, input: 1, y: 0, x: 0 }, 7)
    const back = withSettings(edited, { groups: 1 })
    expect(numbers(back)).toEqual([1, 101, 201, 1001, 7, 1201, 2001, 2101, 2201])
  })

  it('that cannot be are kept as typed and lose nothing', () => {
    const dense = counting(4, 3, 1, 1)
    const impossible = withSettings(dense, { groups: 2 })
    expect(impossible.layer.groups).toBe(2)
    expect(numbers(impossible)).toEqual(numbers(dense))
    expect(numbers(withSettings(impossible, { groups: 1 }))).toEqual(numbers(dense))
  })

  it('ignore an edit where nothing is connected', () => {
    const depthwise = withSettings(counting(3, 3, 1, 1), { groups: 3 })
    expect(withWeight(depthwise, { output: 0, input: 2, y: 0, x: 0 }, 5)).toBe(depthwise)
  })
})

describe('what the wall says about an output', () => {
  it('shares Σ|w| between the channels', () => {
    const bench = withWeight(counting(1, 2, 1, 1), { output: 0, input: 0, y: 0, x: 0 }, -101)
    expect(contributions(bench, 0)).toEqual([0.5, 0.5])
    expect(outputSum(bench, 0)).toBe(0)
  })

  it('shares nothing of an output of zeros', () => {
    const added = withOutputs(counting(1, 2, 1, 1), [0, -1])
    expect(contributions(added, 1)).toEqual([0, 0])
  })
})
