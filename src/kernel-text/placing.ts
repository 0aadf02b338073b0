import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import type { PaddingMode, Weights } from '../../electron/contract/spec'
import { asBench, isConnected, weightAt, type Bench } from '../bench/bench'
import {
  kernelSize,
  withAppended,
  withBias,
  withChannels,
  withKernelSize,
} from '../bench/bench-edits'
import { withBlocks, type Matrix } from '../bench/selection'

/**
 * Where weights go: onto the `focused` kernel, on the `diagonal` for each channel alone, into new
 * outputs (`append`), or in place of the layer (`replace`).
 */
export type Target = 'focused' | 'diagonal' | 'append' | 'replace'

/** What the bench takes over. */
export interface Pasted {
  /** [O,I,h,w], turned and divided already. */
  readonly weights: Weights
  readonly target: Target
  /** The kernel that `focused` means. */
  readonly output: number
  readonly input: number
  readonly bias: number | null
  readonly edgeMode: PaddingMode | null
}

/** The kernels of the lab have at most this many rows and columns. */
export const LARGEST_KERNEL = 255
const MOST_OUTPUTS = 1024

/** The targets that weights of this shape have; the first is the one to take. */
export function targetsFor([outputs, inputs]: Weights['shape']): readonly Target[] {
  if (outputs === 1 && inputs === 1) return ['focused', 'diagonal', 'append', 'replace']
  return outputs === 1 ? ['append', 'replace'] : ['replace', 'append']
}

/**
 * The bench with pasted weights on it. A kernel of one input channel goes onto every channel, unless
 * it is for the focused kernel or the diagonal. Throws `bad-weights` when it is too large.
 */
export function withPasted(bench: Bench, pasted: Pasted): Bench {
  refuseTooLarge(pasted.weights.shape)
  const placed = PLACERS[pasted.target](bench, pasted)
  const { edgeMode } = pasted
  return edgeMode ? { ...placed, layer: { ...placed.layer, paddingMode: edgeMode } } : placed
}

function refuseTooLarge([outputs, , height, width]: Weights['shape']): void {
  if (Math.max(height, width) > LARGEST_KERNEL) {
    throw new FaultError(
      'bad-weights',
      sentence`A kernel of ${height} × ${width} does not go onto the wall; the most is ${LARGEST_KERNEL} × ${LARGEST_KERNEL}.`,
    )
  }
  if (outputs <= MOST_OUTPUTS) return
  throw new FaultError(
    'bad-weights',
    sentence`${outputs} outputs do not go onto the wall; the most are ${MOST_OUTPUTS}.`,
  )
}

const PLACERS: Readonly<Record<Target, (bench: Bench, pasted: Pasted) => Bench>> = {
  focused: onFocused,
  diagonal: (bench, pasted) => made(bench, onDiagonal(pasted.weights, bench.channels), pasted),
  append: (bench, pasted) =>
    withAppended(bench, made(bench, spread(pasted.weights, bench.channels), pasted)),
  replace: (bench, pasted) => made(bench, spread(pasted.weights, bench.channels), pasted),
}

/** The focused kernel alone; the wall grows where it is smaller, the middles on each other. */
function onFocused(bench: Bench, { weights, output, input, bias }: Pasted): Bench {
  if (!isConnected(bench, output, input)) {
    throw new FaultError(
      'bad-weights',
      sentence`The groups leave no kernel between Y${output} and channel ${input + 1}; focus another kernel.`,
    )
  }
  const size = kernelSize(bench)
  const [, , height, width] = weights.shape
  const common = { height: Math.max(size.height, height), width: Math.max(size.width, width) }
  const single = withKernelSize(asBench({ ...bench.layer, groups: 1, weights, bias: null }), common)
  const matrix: Matrix = Array.from({ length: common.height }, (_, y) =>
    Array.from({ length: common.width }, (_, x) => weightAt(single, { output: 0, input: 0, y, x })),
  )
  const isAlike = common.height === size.height && common.width === size.width
  const grown = isAlike ? bench : withKernelSize(bench, common)
  const placed = withBlocks(grown, [{ output, input, y: 0, x: 0, ...common }], [matrix])
  return bias === null ? placed : withBias(placed, output, bias)
}

/** The pasted weights as a bench of their own, with the settings of `bench`. */
function made({ layer, channels }: Bench, weights: Weights, { bias }: Pasted): Bench {
  const biases = new Float32Array(weights.shape[0]).fill(bias ?? 0)
  const alone = asBench({ ...layer, groups: 1, weights, bias: biases })
  return alone.channels === channels ? alone : withChannels(alone, channels)
}

/** A kernel for each channel alone, zeros elsewhere: [1,1,h,w] → [C,C,h,w] */
function onDiagonal({ shape, data }: Weights, channels: number): Weights {
  const all = new Float32Array(channels * channels * data.length)
  for (let channel = 0; channel < channels; channel++) {
    all.set(data, channel * (channels + 1) * data.length)
  }
  return { shape: [channels, channels, shape[2], shape[3]], data: all }
}

/** The same kernel on every channel: [O,1,h,w] → [O,C,h,w]; other weights stay. */
function spread(weights: Weights, channels: number): Weights {
  const [outputs, inputs, height, width] = weights.shape
  if (inputs !== 1) return weights
  const area = height * width
  const data = new Float32Array(outputs * channels * area)
  for (let plane = 0; plane < outputs * channels; plane++) {
    const from = Math.floor(plane / channels) * area
    data.set(weights.data.subarray(from, from + area), plane * area)
  }
  return { shape: [outputs, channels, height, width], data }
}
