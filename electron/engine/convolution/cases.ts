import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../contract/spec'
import type { Convolution, Tensor } from '../engine'
import { createRandom, randomValues } from '../../contract/random'
import { outerProducts, randomWeights } from './random-weights'
import { resolveConvolution } from './spec'

/** One row of the table that drives the reference, wasm, WGSL and the benchmarks. */
export interface Case {
  readonly name: string
  /** [C,H,W] */
  readonly input: readonly [number, number, number]
  /** [O, I/groups, kh, kw] */
  readonly weights: readonly [number, number, number, number]
  readonly settings?: Partial<LayerSettings>
  /** Every kernel is a random column times a random row. */
  readonly rank?: 1 | 2
}

const sides = (top: number, right: number, bottom: number, left: number) => ({
  padding: { top, right, bottom, left },
})

/** Every kind of geometry: a variant is right when it is right on all of these. */
export const CASES: readonly Case[] = [
  { name: 'one value', input: [1, 1, 1], weights: [1, 1, 1, 1] },
  { name: 'deck shapes', input: [2, 3, 3], weights: [3, 2, 2, 2] },
  {
    name: 'photo 3→4 k3 same',
    input: [3, 37, 53],
    weights: [4, 3, 3, 3],
    settings: { padding: 'same' },
  },
  { name: '3→3 k3 valid', input: [3, 16, 16], weights: [3, 3, 3, 3] },
  { name: 'non-square kernel 2×5', input: [2, 19, 23], weights: [5, 2, 2, 5] },
  {
    name: 'non-square kernel 7×1',
    input: [3, 21, 18],
    weights: [2, 3, 7, 1],
    settings: { padding: 'same' },
  },
  {
    name: 'even kernel 4×4 same',
    input: [2, 17, 15],
    weights: [6, 2, 4, 4],
    settings: { padding: 'same' },
  },
  { name: 'pointwise', input: [5, 13, 29], weights: [7, 5, 1, 1] },
  { name: 'pointwise 64', input: [16, 9, 33], weights: [17, 16, 1, 1] },
  {
    name: 'pointwise stride 2',
    input: [6, 14, 15],
    weights: [4, 6, 1, 1],
    settings: { stride: { y: 2, x: 2 } },
  },
  {
    name: 'stride 2',
    input: [3, 31, 46],
    weights: [8, 3, 3, 3],
    settings: { stride: { y: 2, x: 2 }, padding: 'same' },
  },
  {
    name: 'stride 2×3',
    input: [3, 29, 41],
    weights: [5, 3, 3, 5],
    settings: { stride: { y: 2, x: 3 } },
  },
  {
    name: 'stride 5 over kernel 3',
    input: [2, 33, 47],
    weights: [3, 2, 3, 3],
    settings: { stride: { y: 5, x: 5 } },
  },
  {
    name: 'dilation 2',
    input: [3, 25, 37],
    weights: [4, 3, 3, 3],
    settings: { dilation: { y: 2, x: 2 }, padding: 'same' },
  },
  {
    name: 'dilation 3×2 with stride 1×2',
    input: [2, 28, 43],
    weights: [3, 2, 3, 4],
    settings: { dilation: { y: 3, x: 2 }, stride: { y: 1, x: 2 } },
  },
  {
    name: 'stride 2 dilation 2',
    input: [2, 28, 43],
    weights: [3, 2, 3, 3],
    settings: { dilation: { y: 2, x: 2 }, stride: { y: 2, x: 2 }, padding: 'same' },
  },
  {
    name: 'groups 2',
    input: [4, 18, 22],
    weights: [6, 2, 3, 3],
    settings: { groups: 2, padding: 'same' },
  },
  { name: 'groups 4 of 3', input: [12, 11, 19], weights: [8, 3, 3, 3], settings: { groups: 4 } },
  {
    name: 'depthwise',
    input: [7, 23, 35],
    weights: [7, 1, 3, 3],
    settings: { groups: 7, padding: 'same' },
  },
  {
    name: 'depthwise multiplier 3',
    input: [4, 15, 21],
    weights: [12, 1, 5, 5],
    settings: { groups: 4, padding: 'same' },
  },
  {
    name: 'one channel k5',
    input: [1, 45, 67],
    weights: [1, 1, 5, 5],
    settings: { padding: 'same' },
  },
  {
    name: 'large kernel 15',
    input: [2, 31, 39],
    weights: [3, 2, 15, 15],
    settings: { padding: 'same' },
  },
  { name: 'kernel as large as the input', input: [3, 9, 11], weights: [4, 3, 9, 11] },
  {
    name: 'one column wide',
    input: [2, 40, 1],
    weights: [3, 2, 3, 1],
    settings: { padding: 'same' },
  },
  { name: 'one row high', input: [2, 1, 40], weights: [3, 2, 1, 3], settings: { padding: 'same' } },
  {
    name: 'width 1024 (aliasing)',
    input: [2, 5, 1024],
    weights: [4, 2, 3, 3],
    settings: { padding: 'same' },
  },
  {
    name: 'asymmetric padding',
    input: [2, 14, 17],
    weights: [3, 2, 3, 3],
    settings: sides(0, 3, 2, 1),
  },
  {
    name: 'padding beyond the kernel',
    input: [2, 6, 7],
    weights: [3, 2, 3, 3],
    settings: sides(4, 5, 6, 7),
  },
  {
    name: 'constant padding',
    input: [2, 12, 14],
    weights: [3, 2, 3, 3],
    settings: { padding: 'same', paddingMode: 'constant', paddingValue: 0.75 },
  },
  {
    name: 'replicate padding',
    input: [2, 12, 14],
    weights: [3, 2, 5, 5],
    settings: { padding: 'same', paddingMode: 'replicate' },
  },
  {
    name: 'reflect padding',
    input: [2, 12, 14],
    weights: [3, 2, 5, 5],
    settings: { padding: 'same', paddingMode: 'reflect' },
  },
  {
    name: 'symmetric padding',
    input: [2, 12, 14],
    weights: [3, 2, 5, 5],
    settings: { ...sides(3, 4, 5, 6), paddingMode: 'symmetric' },
  },
  {
    name: 'circular padding',
    input: [2, 12, 14],
    weights: [3, 2, 5, 5],
    settings: { ...sides(3, 4, 5, 6), paddingMode: 'circular' },
  },
  {
    name: 'reflect stride 2 dilation 2',
    input: [3, 22, 27],
    weights: [4, 3, 3, 3],
    settings: {
      ...sides(3, 2, 1, 4),
      paddingMode: 'reflect',
      stride: { y: 2, x: 2 },
      dilation: { y: 2, x: 2 },
    },
  },
  { name: 'flip', input: [2, 14, 18], weights: [3, 2, 2, 5], settings: { flip: true } },
  {
    name: 'flip groups replicate',
    input: [4, 14, 18],
    weights: [4, 2, 3, 3],
    settings: { flip: true, groups: 2, padding: 'same', paddingMode: 'replicate' },
  },
  {
    name: 'odd 13→11 k3',
    input: [13, 19, 27],
    weights: [11, 13, 3, 3],
    settings: { padding: 'same' },
  },
  {
    name: '16→16 k3 (transform size)',
    input: [16, 20, 26],
    weights: [16, 16, 3, 3],
    settings: { padding: 'same' },
  },
  {
    name: '20→18 k5 (transform size)',
    input: [20, 11, 15],
    weights: [18, 20, 5, 5],
    settings: { padding: 'same' },
  },
  {
    name: '16→12 k7 (transform size)',
    input: [16, 13, 14],
    weights: [12, 16, 7, 7],
    settings: { padding: 'same' },
  },
  {
    name: 'first layer 3→16 k7 stride 2',
    input: [3, 32, 38],
    weights: [16, 3, 7, 7],
    settings: { ...sides(3, 3, 3, 3), stride: { y: 2, x: 2 } },
  },
  {
    name: 'separable 3→3 k9 depthwise',
    input: [3, 40, 61],
    weights: [3, 1, 9, 9],
    settings: { padding: 'same', groups: 3 },
    rank: 1,
  },
  {
    name: 'separable 2→3 k5×3, dilated, turned, reflected',
    input: [2, 21, 35],
    weights: [3, 2, 5, 3],
    settings: {
      ...sides(4, 1, 3, 2),
      dilation: { y: 2, x: 3 },
      paddingMode: 'reflect',
      flip: true,
    },
    rank: 1,
  },
  {
    name: 'separable k15, wide',
    input: [1, 6, 1056],
    weights: [1, 1, 15, 15],
    settings: { padding: 'same', paddingMode: 'replicate' },
    rank: 1,
  },
  {
    name: 'rank 2, 4→2 k5×7, reflected, turned',
    input: [4, 23, 41],
    weights: [2, 4, 5, 7],
    settings: { padding: 'same', paddingMode: 'reflect', flip: true },
    rank: 2,
  },
  {
    name: 'rank 2, k15, depthwise, dilated',
    input: [2, 9, 270],
    weights: [2, 1, 15, 15],
    settings: { padding: 'same', dilation: { y: 1, x: 2 }, groups: 2 },
    rank: 2,
  },
  {
    name: 'separable 2 columns',
    input: [2, 9, 2],
    weights: [2, 2, 3, 5],
    settings: { padding: 'same', paddingMode: 'constant', paddingValue: -0.5 },
    rank: 1,
  },
]

/** A case with its tensors: values in [−1, 1), the same on every machine. */
export interface LoadedCase {
  readonly name: string
  readonly layer: Layer
  readonly input: Tensor
  readonly convolution: Convolution
}

/** Fills a case with seeded random numbers (seed = its name) and resolves it. */
export function loadCase({ name, input, weights, settings, rank }: Case): LoadedCase {
  const random = createRandom(name)
  const [channels, height, width] = input
  const shape = { channels, height, width }
  const tensor = { shape, data: randomValues(random, channels * height * width) }
  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: {
      shape: weights,
      data: rank ? outerProducts(random, weights, rank) : randomWeights(random, weights),
    },
    bias: randomValues(random, weights[0]),
  }
  return { name, layer, input: tensor, convolution: resolveConvolution(layer, shape) }
}
