import type { Layer, LayerSettings, Size, Weights } from '../../electron/contract/spec'
import { NEUTRAL } from './mix'
import { biasAt, storedGroups, weightAt, weightIndex, type Bench, type WeightPlace } from './bench'

/** The bench with one weight changed; the same bench when that changes nothing. */
export function withWeight(bench: Bench, place: WeightPlace, value: number): Bench {
  const index = weightIndex(bench, place)
  if (index < 0 || bench.layer.weights.data[index] === Math.fround(value)) return bench
  const data = bench.layer.weights.data.slice()
  data[index] = value
  return {
    ...bench,
    layer: { ...bench.layer, weights: { ...bench.layer.weights, data } },
    labels: withoutLabel(bench, place.output),
  }
}

/** The bench with one output's bias changed. */
export function withBias(bench: Bench, output: number, value: number): Bench {
  const bias = biasOf(bench)
  if (bias[output] === Math.fround(value)) return bench
  bias[output] = value
  return { ...bench, layer: { ...bench.layer, bias }, labels: withoutLabel(bench, output) }
}

/** The outputs in another order, some left out, some twice: `order[new] = old`; -1 is all zeros. */
export function withOutputs(bench: Bench, order: readonly number[]): Bench {
  const { weights } = bench.layer
  const [, perGroup, height, width] = weights.shape
  const size = perGroup * height * width
  const data = new Float32Array(order.length * size)
  order.forEach((old, output) => {
    if (old >= 0) data.set(weights.data.subarray(old * size, (old + 1) * size), output * size)
  })
  const bias = Float32Array.from(order, (old) => biasAt(bench, old))
  const shape = [order.length, perGroup, height, width] as const
  return {
    ...bench,
    layer: { ...bench.layer, weights: { shape, data }, bias },
    labels: order.map((old) => bench.labels[old] ?? null),
    parked: null,
    mix: { ...bench.mix, outputs: order.map((old) => bench.mix.outputs[old] ?? NEUTRAL) },
  }
}

/**
 * The input channels in another order, some twice: `order[new] = old`. The gains go along. Groups
 * are given up, since the kernels of one group may have to go to another.
 */
export function withInputs(bench: Bench, order: readonly number[]): Bench {
  if (order.every((old, input) => old === input)) return bench
  const dense = denseOf(bench)
  const [outputs, channels, height, width] = dense.shape
  const area = height * width
  const data = new Float32Array(dense.data.length)
  for (let output = 0; output < outputs; output++) {
    order.forEach((old, input) => {
      const from = (output * channels + old) * area
      data.set(dense.data.subarray(from, from + area), (output * channels + input) * area)
    })
  }
  const mix = { ...bench.mix, inputs: order.map((old) => bench.mix.inputs[old] ?? NEUTRAL) }
  const layer: Layer = { ...bench.layer, groups: 1, weights: { shape: dense.shape, data } }
  return { ...bench, layer, mix, labels: bench.labels.map(() => null), parked: null }
}

/** A kernel of another size around the same middle: grown by zeros, cut at the rim. */
export function withKernelSize(bench: Bench, { height, width }: Size): Bench {
  const [outputs, perGroup, oldHeight, oldWidth] = bench.layer.weights.shape
  const [down, right] = [middle(height) - middle(oldHeight), middle(width) - middle(oldWidth)]
  const shape = [outputs, perGroup, height, width] as const
  const data = new Float32Array(outputs * perGroup * height * width)
  const [rows, columns] = [overlap(down, oldHeight, height), overlap(right, oldWidth, width)]
  for (let plane = 0; plane < outputs * perGroup; plane++) {
    for (const row of rows) {
      for (const column of columns) {
        const value = bench.layer.weights.data[(plane * oldHeight + row) * oldWidth + column] ?? 0
        data[(plane * height + row + down) * width + column + right] = value
      }
    }
  }
  return { ...bench, layer: { ...bench.layer, weights: { shape, data } }, parked: null }
}

/**
 * The bench with other settings. Groups that the channels cannot be cut into are kept as they were
 * typed and leave the weights alone, so that nothing is lost while the fault is read.
 */
export function withSettings(bench: Bench, change: Partial<LayerSettings>): Bench {
  const changed = { ...bench, layer: { ...bench.layer, ...change } }
  const { groups } = changed.layer
  return groups === storedGroups(bench) || !canGroup(bench, groups)
    ? changed
    : regrouped(changed, groups)
}

/** The layer for another number of input channels: columns of zeros added, or the last ones removed. */
export function withChannels(bench: Bench, channels: number): Bench {
  const dense = denseOf(bench)
  const shape = [dense.shape[0], channels, dense.shape[2], dense.shape[3]] as const
  const data = new Float32Array(shape.reduce((product, side) => product * side))
  const plane = shape[2] * shape[3]
  const kept = Math.min(channels, bench.channels) * plane
  for (let output = 0; output < shape[0]; output++) {
    const from = output * bench.channels * plane
    data.set(dense.data.subarray(from, from + kept), output * channels * plane)
  }
  const layer: Layer = { ...bench.layer, groups: 1, weights: { shape, data } }
  return { ...bench, layer, channels, parked: null }
}

/** The outputs of `added` after those of `bench`, both kernels grown to the larger size. */
export function withAppended(bench: Bench, added: Bench): Bench {
  const [size, other] = [kernelSize(bench), kernelSize(added)]
  const common = {
    height: Math.max(size.height, other.height),
    width: Math.max(size.width, other.width),
  }
  const first = withKernelSize(regrouped(bench, 1), common)
  const second = withKernelSize(withChannels(added, bench.channels), common)
  const outputs = first.layer.weights.shape[0] + second.layer.weights.shape[0]
  const weights: Weights = {
    shape: [outputs, bench.channels, common.height, common.width],
    data: joined(first.layer.weights.data, second.layer.weights.data),
  }
  const bias = joined(biasOf(first), biasOf(second))
  const labels = [...first.labels, ...second.labels]
  return { ...first, layer: { ...first.layer, weights, bias }, labels }
}

/** Height and width of the kernels on the wall. */
export function kernelSize({ layer }: Bench): Size {
  const [, , height, width] = layer.weights.shape
  return { height, width }
}

function canGroup({ layer, channels }: Bench, groups: number): boolean {
  const isWhole = Number.isInteger(groups) && groups >= 1
  return isWhole && channels % groups === 0 && layer.weights.shape[0] % groups === 0
}

/** Cuts the dense weights into `groups`; the dense ones stay parked, to come back to. */
function regrouped(bench: Bench, groups: number): Bench {
  const dense = denseOf(bench)
  const [outputs, channels, height, width] = dense.shape
  const perGroup = channels / groups
  const size = perGroup * height * width
  const data = new Float32Array(outputs * size)
  for (let output = 0; output < outputs; output++) {
    const group = Math.floor(output / (outputs / groups))
    const from = (output * channels + group * perGroup) * height * width
    data.set(dense.data.subarray(from, from + size), output * size)
  }
  const weights: Weights = { shape: [outputs, perGroup, height, width], data }
  return { ...bench, layer: { ...bench.layer, groups, weights }, parked: dense }
}

/** The weights as [O,C,kh,kw]; what the groups cut away comes from `parked` where that still fits. */
function denseOf(bench: Bench): Weights {
  const [outputs, perGroup, height, width] = bench.layer.weights.shape
  if (perGroup === bench.channels) return bench.layer.weights
  const shape = [outputs, bench.channels, height, width] as const
  const data = parkedData(bench.parked, shape)
  let index = 0
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < bench.channels; input++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++, index++) {
          const place = { output, input, y, x }
          if (weightIndex(bench, place) >= 0) data[index] = weightAt(bench, place)
        }
      }
    }
  }
  return { shape, data }
}

function parkedData(parked: Weights | null, shape: Weights['shape']): Float32Array {
  const fits = parked?.shape.every((side, axis) => side === shape[axis])
  return parked && fits
    ? parked.data.slice()
    : new Float32Array(shape.reduce((product, side) => product * side))
}

function biasOf(bench: Bench): Float32Array {
  return bench.layer.bias?.slice() ?? new Float32Array(bench.layer.weights.shape[0])
}

function withoutLabel({ labels }: Bench, output: number): Bench['labels'] {
  return labels[output] ? labels.map((label, index) => (index === output ? null : label)) : labels
}

/** The tap that stands on the pixel itself with `same` padding. */
function middle(size: number): number {
  return (size - 1) >> 1
}

function overlap(shift: number, from: number, to: number): number[] {
  return Array.from({ length: from }, (_, index) => index).filter(
    (index) => index + shift >= 0 && index + shift < to,
  )
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const data = new Float32Array(first.length + second.length)
  data.set(first)
  data.set(second, first.length)
  return data
}
