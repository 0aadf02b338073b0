import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../electron/contract/spec'
import { asBench } from './bench'
import { fusedLayer } from './fuse'
import {
  chosenEntry,
  layersBefore,
  shapeAfter,
  withActivation,
  withBench,
  withDuplicate,
  withFused,
  withMoved,
  withNewLayer,
  withoutChosen,
  type Stack,
} from './stack'

function layer(
  shape: readonly [number, number, number, number],
  numbers: readonly number[],
  settings: Partial<LayerSettings> & { bias?: number[] } = {},
): Layer {
  const { bias, ...rest } = settings
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    weights: { shape, data: Float32Array.from(numbers) },
    bias: bias ? Float32Array.from(bias) : null,
  }
}

describe('two layers as one', () => {
  it('[1 1] and [1 −1] are [1 0 −1]', () => {
    const fused = fusedLayer(layer([1, 1, 1, 2], [1, 1]), layer([1, 1, 1, 2], [1, -1]))
    expect(fused.weights.shape).toEqual([1, 1, 1, 3])
    expect([...fused.weights.data]).toEqual([1, 0, -1])
  })

  it('adds up over the middle channels, and carries the bias through', () => {
    // Middle 0 = 2x + 1, middle 1 = 3x − 1; then 5·middle 0 + 7·middle 1 + 0.5.
    const one = layer([2, 1, 1, 1], [2, 3], { bias: [1, -1] })
    const fused = fusedLayer(one, layer([1, 2, 1, 1], [5, 7], { bias: [0.5] }))
    expect([...fused.weights.data]).toEqual([31])
    expect([...(fused.bias ?? [])]).toEqual([-1.5])
  })

  it('stretches the second by the first’s stride, and turns convolutions', () => {
    const strided = layer([1, 1, 1, 2], [1, 10], { stride: { y: 1, x: 2 } })
    const second = layer([1, 1, 1, 2], [1, 100])
    const fused = fusedLayer(strided, second)
    expect(fused.stride).toEqual({ y: 1, x: 2 })
    expect([...fused.weights.data]).toEqual([1, 10, 100, 1000])
    const turned = fusedLayer({ ...second, flip: true }, layer([1, 1, 1, 1], [1]))
    expect(turned).toMatchObject({ flip: false })
    expect([...turned.weights.data]).toEqual([100, 1])
  })

  it('keeps a common dilation, groups apart, and sums the padding', () => {
    const two = { y: 2, x: 2 }
    const one = layer([1, 1, 1, 2], [1, 1], { dilation: two })
    expect(fusedLayer(one, one)).toMatchObject({
      dilation: { y: 1, x: 2 },
      weights: { shape: [1, 1, 1, 3] },
    })
    const apart = layer([2, 1, 1, 1], [2, 3], { groups: 2 })
    const mix = layer([1, 2, 1, 1], [1, 1])
    expect([...fusedLayer(apart, mix).weights.data]).toEqual([2, 3])
    const sides = { top: 1, right: 2, bottom: 3, left: 4 }
    const padded = layer([1, 1, 1, 1], [1], { padding: sides })
    expect(fusedLayer(padded, padded).padding).toEqual({ top: 2, right: 4, bottom: 6, left: 8 })
  })

  it('refuses a kernel larger than the engines take', () => {
    const wide = layer([1, 1, 1, 200], Array<number>(200).fill(1))
    expect(() => fusedLayer(wide, wide)).toThrow('would be 399')
  })
})

describe('a stack', () => {
  const start: Stack = {
    entries: [
      { bench: asBench(layer([4, 3, 3, 3], Array<number>(108).fill(1))), activation: 'none' },
    ],
    at: 0,
  }

  it('counts parameters and shapes: 3→4 k3 has 112, its 8×10 becomes 6×8 without padding', () => {
    const input = { channels: 3, height: 8, width: 10 }
    expect(shapeAfter(chosenEntry(start).bench, input)).toEqual({
      output: { channels: 4, height: 6, width: 8 },
      parameters: 112,
    })
  })

  it('gets a layer that passes everything on, and follows the outputs of the one before', () => {
    const two = withNewLayer(start)
    expect(two.at).toBe(1)
    expect(chosenEntry(two).bench.layer.weights.shape).toEqual([4, 4, 3, 3])
    expect(chosenEntry(two).bench.layer.weights.data[4]).toBe(1)
    expect(layersBefore(two)).toHaveLength(1)
    const smaller = withBench(two, 0, asBench(layer([1, 3, 1, 1], [1, 2, 3])))
    expect(chosenEntry(smaller).bench.layer.weights.shape).toEqual([4, 1, 3, 3])
  })

  it('is fused only where nothing stands between', () => {
    const two = { ...withNewLayer(start), at: 0 }
    expect(withFused(two)?.stack.entries).toHaveLength(1)
    expect(withFused(two)?.layers[2].weights.shape).toEqual([4, 3, 5, 5])
    expect(withFused(withActivation(two, 0, 'relu'))).toBeNull()
    expect(withFused({ ...two, at: 1 })).toBeNull()
  })

  it('is copied, moved and taken away, and the last layer stays', () => {
    const two = withDuplicate(start)
    expect(two.entries.map(({ bench }) => bench.channels)).toEqual([3, 4])
    const moved = withMoved(two, -1)
    expect(moved.entries.map(({ bench }) => bench.channels)).toEqual([3, 4])
    expect(moved.at).toBe(0)
    const one = withoutChosen(moved)
    expect(one.entries).toHaveLength(1)
    expect(withoutChosen(one)).toBe(one)
  })
})
