import type { Layer, Weights } from '../../electron/contract/spec'
import { NO_MIX, type Mix } from './mix'

/** A short text in every language of the lab. */
export interface LocalText {
  readonly en: string
  readonly 'zh-CN': string
}

/** The layer as it lies on the kernel wall; immutable, every edit makes a fresh one. */
export interface Bench {
  readonly layer: Layer
  /** Input channels (columns of the wall) that the layer is made for. */
  readonly channels: number
  /** What each output shows, while its numbers are those of a preset; null once they were edited. */
  readonly labels: readonly (LocalText | null)[]
  /** The dense weights [O,C,kh,kw] from before the channels were cut into groups, to return to. */
  readonly parked: Weights | null
  /** Gains, mutes and solos: what is computed is the layer times these. */
  readonly mix: Mix
}

/** One weight on the wall: output (row), input channel (column), position in the kernel. */
export interface WeightPlace {
  readonly output: number
  readonly input: number
  readonly y: number
  readonly x: number
}

/** Groups that the stored weights are cut into; differs from `layer.groups` while that is impossible. */
export function storedGroups({ layer, channels }: Bench): number {
  return channels / layer.weights.shape[1]
}

/** Where W[output, input, y, x] is stored; -1 when its group does not connect the two. */
export function weightIndex(bench: Bench, { output, input, y, x }: WeightPlace): number {
  const [outputs, perGroup, height, width] = bench.layer.weights.shape
  const group = Math.floor(output / (outputs / storedGroups(bench)))
  const inner = input - group * perGroup
  if (inner < 0 || inner >= perGroup) return -1
  return ((output * perGroup + inner) * height + y) * width + x
}

/** Whether `output` sees `input` at all. */
export function isConnected(bench: Bench, output: number, input: number): boolean {
  return weightIndex(bench, { output, input, y: 0, x: 0 }) >= 0
}

/** The weight at a place, or 0 where the groups leave no connection. */
export function weightAt(bench: Bench, place: WeightPlace): number {
  const index = weightIndex(bench, place)
  return index < 0 ? 0 : (bench.layer.weights.data[index] ?? 0)
}

/** The bias of an output; 0 for a layer without one. */
export function biasAt({ layer }: Bench, output: number): number {
  return layer.bias?.[output] ?? 0
}

/** The kh·kw numbers of one kernel, row-major; empty where the groups leave no connection. */
export function kernelValues(bench: Bench, output: number, input: number): Float32Array {
  const start = weightIndex(bench, { output, input, y: 0, x: 0 })
  const [, , height, width] = bench.layer.weights.shape
  return start < 0
    ? new Float32Array(0)
    : bench.layer.weights.data.subarray(start, start + height * width)
}

/** The largest |weight|: it takes the full colour of the wall. */
export function largestWeight({ layer }: Bench): number {
  const { data } = layer.weights
  let largest = 0
  for (let at = 0; at < data.length; at++) largest = Math.max(largest, Math.abs(data[at] ?? 0))
  return largest
}

/** Each input channel's share of Σ|w| of one output, 0–1; all 0 for an output without weights. */
export function contributions(bench: Bench, output: number): number[] {
  const sizes = Array.from({ length: bench.channels }, (_, input) =>
    kernelValues(bench, output, input).reduce((sum, value) => sum + Math.abs(value), 0),
  )
  const total = sumOf(sizes)
  return sizes.map((size) => (total > 0 ? size / total : 0))
}

/**
 * Σ of all weights of an output over its input channels; exactly 0 when only the rounding of the
 * numbers to f32 is left of it.
 */
export function outputSum(bench: Bench, output: number): number {
  let [sum, size] = [0, 0]
  for (let input = 0; input < bench.channels; input++) {
    for (const value of kernelValues(bench, output, input)) {
      sum += value
      size += Math.abs(value)
    }
  }
  return Math.abs(sum) <= size * 1e-6 ? 0 : sum
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** A layer as it lies on the wall: its input channels follow from its weights and groups. */
export function asBench(layer: Layer, labels: Bench['labels'] = []): Bench {
  const [outputs, perGroup] = layer.weights.shape
  return {
    layer,
    channels: perGroup * layer.groups,
    labels: Array.from({ length: outputs }, (_, output) => labels[output] ?? null),
    parked: null,
    mix: NO_MIX,
  }
}
