import {
  DEFAULT_SETTINGS,
  resolvePadding,
  type Layer,
  type Shape,
} from '../../electron/contract/spec'
import type { Activation, StackedLayer } from '../../electron/contract/stack'
import { asBench, type Bench } from './bench'
import { withChannels } from './bench-edits'
import { fusedLayer } from './fuse'
import { mixedLayer } from './mix'

/** A layer of the stack as it lies on its wall. */
export interface StackEntry {
  readonly bench: Bench
  /** What its result goes through on the way to the next layer. */
  readonly activation: Activation
}

/** Layers one after another, one of them on the wall; immutable. */
export interface Stack {
  readonly entries: readonly [StackEntry, ...StackEntry[]]
  readonly at: number
}

/** The layer on the wall. */
export const chosenEntry = ({ entries, at }: Stack): StackEntry => entries[at] ?? entries[0]

/** The layers before the one on the wall, as they are computed. */
export function layersBefore({ entries, at }: Stack): readonly StackedLayer[] {
  return entries
    .slice(0, at)
    .map(({ bench, activation }) => ({ layer: mixedLayer(bench), activation }))
}

/** The stack with other layers: each is fitted to the outputs of the one before, the first to `channels`. */
function restacked(entries: readonly StackEntry[], at: number, channels: number): Stack {
  let inputs = channels
  const [first, ...rest] = entries.map((entry) => {
    const isFit = entry.bench.channels === inputs
    const bench = isFit ? entry.bench : withChannels(entry.bench, inputs)
    inputs = bench.layer.weights.shape[0]
    return isFit ? entry : { ...entry, bench }
  })
  if (!first) throw new RangeError('A stack has at least one layer.')
  return { entries: [first, ...rest], at: Math.max(0, Math.min(at, rest.length)) }
}

const inputsOf = ({ entries }: Stack): number => entries[0].bench.channels

/** The stack with another bench at a place; the layer after it gets the columns that this asks for. */
export function withBench(stack: Stack, at: number, bench: Bench): Stack {
  const entries = stack.entries.map((entry, index) => (index === at ? { ...entry, bench } : entry))
  return restacked(entries, stack.at, at === 0 ? bench.channels : inputsOf(stack))
}

/** What stands between a layer and the next. */
export function withActivation(stack: Stack, at: number, activation: Activation): Stack {
  const entries = stack.entries.map((entry, index) =>
    index === at ? { ...entry, activation } : entry,
  )
  return restacked(entries, stack.at, inputsOf(stack))
}

/** A new layer after the chosen one, which passes everything on: 1 in the middle of its own channel. */
export function withNewLayer(stack: Stack): Stack {
  const channels = chosenEntry(stack).bench.layer.weights.shape[0]
  const entry: StackEntry = { bench: asBench(passingLayer(channels)), activation: 'none' }
  return inserted(stack, entry)
}

/** A copy of the chosen layer right after it. */
export const withDuplicate = (stack: Stack): Stack => inserted(stack, chosenEntry(stack))

function inserted(stack: Stack, entry: StackEntry): Stack {
  const at = stack.at + 1
  return restacked(stack.entries.toSpliced(at, 0, entry), at, inputsOf(stack))
}

/** The stack without the chosen layer; the last one stays. */
export function withoutChosen(stack: Stack): Stack {
  if (stack.entries.length === 1) return stack
  return restacked(stack.entries.toSpliced(stack.at, 1), stack.at, inputsOf(stack))
}

/** The chosen layer moved; the stack itself at its ends. */
export function withMoved(stack: Stack, steps: number): Stack {
  const target = stack.at + steps
  if (target < 0 || target >= stack.entries.length) return stack
  const moved = stack.entries.toSpliced(stack.at, 1).toSpliced(target, 0, chosenEntry(stack))
  return restacked(moved, target, inputsOf(stack))
}

/** Whether there is a next layer and nothing stands between. */
export function isFusable(stack: Stack): boolean {
  return stack.at + 1 < stack.entries.length && chosenEntry(stack).activation === 'none'
}

/** The chosen layer and the next as one. null when there is no next or something stands between. */
export function withFused(
  stack: Stack,
): { stack: Stack; layers: readonly [Layer, Layer, Layer] } | null {
  const [one, two] = [chosenEntry(stack), stack.entries[stack.at + 1]]
  if (!two || !isFusable(stack)) return null
  const [first, second] = [mixedLayer(one.bench), mixedLayer(two.bench)]
  const fused = fusedLayer(first, second)
  const entry = { bench: asBench(fused, two.bench.labels), activation: two.activation }
  const entries = stack.entries.toSpliced(stack.at, 2, entry)
  return { stack: restacked(entries, stack.at, inputsOf(stack)), layers: [first, second, fused] }
}

function passingLayer(channels: number): Layer {
  const data = new Float32Array(channels * channels * 9)
  for (let channel = 0; channel < channels; channel++)
    data[(channel * channels + channel) * 9 + 4] = 1
  return {
    ...DEFAULT_SETTINGS,
    padding: 'same',
    paddingMode: 'replicate',
    weights: { shape: [channels, channels, 3, 3], data },
    bias: new Float32Array(channels),
  }
}

/** The shape that a layer makes of one, and its parameters: c_o·(c_i/groups)·k_h·k_w + c_o. */
export function shapeAfter({ layer }: Bench, input: Shape): { output: Shape; parameters: number } {
  const [channels, , kernelHeight, kernelWidth] = layer.weights.shape
  const kernel = { height: kernelHeight, width: kernelWidth }
  const { top, right, bottom, left } = resolvePadding(layer.padding, kernel, layer.dilation)
  const count = (size: number, reach: number, stride: number): number =>
    Math.max(0, Math.floor((size - reach) / stride) + 1)
  const reachY = layer.dilation.y * (kernelHeight - 1) + 1
  const reachX = layer.dilation.x * (kernelWidth - 1) + 1
  return {
    output: {
      channels,
      height: count(input.height + top + bottom, reachY, layer.stride.y),
      width: count(input.width + left + right, reachX, layer.stride.x),
    },
    parameters: layer.weights.data.length + channels,
  }
}
