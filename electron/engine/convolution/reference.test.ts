import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../contract/spec'
import type { Tensor } from '../engine'
import { CASES, loadCase } from './cases'
import { createReference, runReference } from './reference'
import { resolveConvolution } from './spec'

function tensor(channels: number[][][]): Tensor {
  const shape = {
    channels: channels.length,
    height: channels[0]!.length,
    width: channels[0]![0]!.length,
  }
  return { shape, data: Float32Array.from(channels.flat(2)) }
}

function layer(
  weights: number[][][][],
  settings: Partial<LayerSettings> = {},
  bias: number[] | null = null,
): Layer {
  const shape = [
    weights.length,
    weights[0]!.length,
    weights[0]![0]!.length,
    weights[0]![0]![0]!.length,
  ] as const
  return {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: { shape, data: Float32Array.from(weights.flat(3)) },
    bias: bias && Float32Array.from(bias),
  }
}

async function run(of: Layer, input: Tensor): Promise<number[]> {
  const { output } = await runReference(resolveConvolution(of, input.shape), input)
  return Array.from(output)
}

const X0 = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
]
const X1 = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]
const K0 = [
  [0, 1],
  [2, 3],
]
const K1 = [
  [1, 2],
  [3, 4],
]
const plus = (kernel: number[][][], addend: number): number[][][] =>
  kernel.map((plane) => plane.map((row) => row.map((value) => value + addend)))

describe("the deck's numbers", () => {
  test('channel 0 alone, channel 1 alone', async () => {
    expect(await run(layer([[K0]]), tensor([X0]))).toEqual([19, 25, 37, 43])
    expect(await run(layer([[K1]]), tensor([X1]))).toEqual([37, 47, 67, 77])
  })

  test('the sum of both channels: 56 at the top left', async () => {
    expect(await run(layer([[K0, K1]]), tensor([X0, X1]))).toEqual([56, 72, 104, 120])
  })

  test('the bias is added once per output', async () => {
    const biased = layer([[K0, K1]], {}, [0.5])
    expect(await run(biased, tensor([X0, X1]))).toEqual([56.5, 72.5, 104.5, 120.5])
  })

  test('the kernels flipped: true convolution', async () => {
    const flipped = layer([[K0, K1]], { flip: true })
    expect(await run(flipped, tensor([X0, X1]))).toEqual([28, 44, 76, 92])
  })

  test('K, K+1, K+2 give three output channels', async () => {
    const kernels = [0, 1, 2].map((addend) => plus([K0, K1], addend))
    expect(await run(layer(kernels), tensor([X0, X1]))).toEqual(
      [
        [56, 72, 104, 120],
        [76, 100, 148, 172],
        [96, 128, 192, 224],
      ].flat(),
    )
  })
})

describe('settings by hand', () => {
  test('a 1×1 kernel mixes channels only', async () => {
    const mixing = layer([[[[2]], [[-1]]]])
    expect(await run(mixing, tensor([X0, X1]))).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('stride 2 takes every second place', async () => {
    const strided = layer([[[[1]]]], { stride: { y: 2, x: 2 } })
    expect(await run(strided, tensor([X0]))).toEqual([0, 2, 6, 8])
  })

  test('dilation 2 spreads a 2×2 kernel over 3×3', async () => {
    const dilated = layer([[K0]], { dilation: { y: 2, x: 2 } })
    // 0·0 + 1·2 + 2·6 + 3·8
    expect(await run(dilated, tensor([X0]))).toEqual([38])
  })

  test('two groups keep the channels apart', async () => {
    const grouped = layer([[[[2]]], [[[3]]]], { groups: 2 })
    const expected = [...X0.flat().map((x) => 2 * x), ...X1.flat().map((x) => 3 * x)]
    expect(await run(grouped, tensor([X0, X1]))).toEqual(expected)
  })

  test('`same` keeps the size; an even kernel pads the smaller half before', async () => {
    const same = layer([[[[1, 10]]]], { padding: 'same' })
    expect(await run(same, tensor([[[1, 2, 3]]]))).toEqual([21, 32, 3])
  })
})

describe('magnitudes', () => {
  test('Σ|w·x| + |bias|', () => {
    const of = layer([[[[1, -2]]]], {}, [-3])
    const input = tensor([[[-4, 5]]])
    const at = createReference(resolveConvolution(of, input.shape), input)
    expect(at(0, 0, 0)).toEqual({ value: -4 - 10 - 3, magnitude: 4 + 10 + 3 })
  })
})

describe('a run can be paused and stopped', () => {
  const input = tensor([X0])
  const convolution = resolveConvolution(layer([[K0]]), input.shape)

  test('the fraction grows to 1, once per row', async () => {
    const fractions: number[] = []
    await runReference(convolution, input, (fraction) => void fractions.push(fraction))
    expect(fractions).toEqual([0.5, 1])
  })

  test('what pause throws ends the run', async () => {
    const stop = new Error('stop')
    await expect(
      runReference(convolution, input, () => {
        throw stop
      }),
    ).rejects.toBe(stop)
  })
})

/**
 * A second, independent way to the same numbers: scatter instead of gather. Every padded pixel is
 * added to all outputs that see it.
 */
function scatter(of: Layer, input: Tensor): Float64Array {
  const { geometry, weights, bias } = resolveConvolution(of, input.shape)
  const { kernel, stride, dilation, padding, groups, flip } = geometry.spec
  const { channels, height, width } = geometry.output
  const output = new Float64Array(channels * height * width)
  for (let o = 0; o < channels; o++) {
    output.fill(bias[o]!, o * height * width, (o + 1) * height * width)
  }
  const perGroup = channels / groups
  const { height: paddedHeight, width: paddedWidth } = geometry.paddedInput
  for (let c = 0; c < input.shape.channels; c++) {
    for (let py = 0; py < paddedHeight; py++) {
      for (let px = 0; px < paddedWidth; px++) {
        const pixel = paddedPixel(of, input, { c, y: py - padding.top, x: px - padding.left })
        for (let a = 0; a < kernel.height; a++) {
          for (let b = 0; b < kernel.width; b++) {
            const y = (py - a * dilation.y) / stride.y
            const x = (px - b * dilation.x) / stride.x
            const sees = Number.isInteger(y) && Number.isInteger(x)
            if (!sees || y < 0 || x < 0 || y >= height || x >= width) continue
            const group = Math.floor(c / geometry.inChannelsPerGroup)
            for (let o = group * perGroup; o < (group + 1) * perGroup; o++) {
              const plane = o * geometry.inChannelsPerGroup + (c % geometry.inChannelsPerGroup)
              const [u, v] = flip ? [kernel.height - 1 - a, kernel.width - 1 - b] : [a, b]
              const weight = weights[(plane * kernel.height + u) * kernel.width + v]!
              output[(o * height + y) * width + x]! += weight * pixel
            }
          }
        }
      }
    }
  }
  return output
}

/** Padding by moving step by step into the picture, as the modes are described in words. */
function paddedPixel(of: Layer, input: Tensor, at: { c: number; y: number; x: number }): number {
  const { height, width } = input.shape
  const [y, x] = [inside(at.y, height, of), inside(at.x, width, of)]
  if (y === null || x === null) return of.paddingMode === 'constant' ? of.paddingValue : 0
  return input.data[(at.c * height + y) * width + x]!
}

function inside(index: number, size: number, { paddingMode }: Layer): number | null {
  const line = Array.from({ length: size }, (_, at) => at)
  const mirrored = [...line].reverse()
  switch (paddingMode) {
    case 'zero':
    case 'constant':
      return line[index] ?? null
    case 'replicate':
      return Math.max(0, Math.min(size - 1, index))
    case 'circular':
      return [...line, ...line, ...line][index + size]!
    case 'symmetric':
      return [...mirrored, ...line, ...mirrored][index + size]!
    case 'reflect':
      return [...mirrored.slice(0, -1), ...line, ...mirrored.slice(1)][index + size - 1]!
  }
}

describe('the whole case table agrees with scattering', () => {
  test.each(CASES.map(loadCase))('$name', async ({ layer: of, input, convolution }) => {
    const { output, magnitudes } = await runReference(convolution, input)
    const scattered = scatter(of, input)
    const worst = output.reduce((most, value, at) => {
      return Math.max(most, Math.abs(value - scattered[at]!) / magnitudes[at]!)
    }, 0)
    expect(output.length).toBe(scattered.length)
    // Only the order of the f64 sums differs.
    expect(worst).toBeLessThan(1e-13)
  })
})
