import type { Conventions } from '../../electron/contract/port'
import {
  PADDING_MODES,
  resolvePadding,
  type Layer,
  type LayerSettings,
  type PaddingMode,
  type Sides,
  type Weights,
} from '../../electron/contract/spec'

/** One convention that could be another: the direction, what stands outside, the anchor, the size. */
export type ConventionId = 'flip' | `mode-${PaddingMode}` | 'anchor' | 'size'

export interface ConventionOption {
  readonly id: ConventionId
  /** What changes in the layer; null where there is nothing to choose. */
  readonly change: Partial<LayerSettings> | null
}

/** Everything that can be changed about a layer's conventions, one at a time. */
export function conventionOptions(layer: Layer): readonly ConventionOption[] {
  const { flip, padding, paddingMode } = layer
  const modes = PADDING_MODES.filter((mode) => mode !== paddingMode)
  return [
    { id: 'flip', change: { flip: !flip } },
    ...modes.map((mode) => ({ id: `mode-${mode}`, change: { paddingMode: mode } }) as const),
    { id: 'anchor', change: otherAnchor(layer) },
    { id: 'size', change: { padding: padding === 'valid' ? 'same' : 'valid' } },
  ]
}

/** The four sides of a layer's padding, in input pixels. */
export function sidesOf({ padding, weights, dilation }: Layer): Sides {
  const [, , height, width] = weights.shape
  return resolvePadding(padding, { height, width }, dilation)
}

/** The larger half of the padding before instead of after, or the other way round. */
function otherAnchor(layer: Layer): Partial<LayerSettings> | null {
  const { top, right, bottom, left } = sidesOf(layer)
  if (top === bottom && left === right) return null
  return { padding: { top: bottom, right: left, bottom: top, left: right } }
}

/** What a half turn makes of the kernels of an output: the same, their negative, or others. */
export type HalfTurn = 'same' | 'negative' | 'other'

export function halfTurn({ shape, data }: Weights, output: number): HalfTurn {
  const [, inputs, height, width] = shape
  const taps = height * width
  const kernels = Array.from({ length: inputs }, (_, input) => {
    const first = (output * inputs + input) * taps
    return data.subarray(first, first + taps)
  })
  const isEvery = (sign: number): boolean =>
    kernels.every((kernel) =>
      kernel.every((weight, tap) => weight === sign * (kernel[taps - 1 - tap] ?? NaN)),
    )
  if (isEvery(1)) return 'same'
  return isEvery(-1) ? 'negative' : 'other'
}

/** The sentence that says why the maps differ, or do not: a key of `conventions.why`. */
export function whyKey(
  id: ConventionId,
  layer: Layer,
  output: number,
  { compared, differing, atEdge }: Conventions,
): string {
  if (id === 'flip') return flipKey(halfTurn(layer.weights, output), differing)
  if (id === 'anchor') return 'anchor'
  if (id === 'size') return compared === 0 ? 'between' : 'size'
  if (atEdge === 0) return 'noPadding'
  return differing === 0 ? 'modeSame' : 'mode'
}

function flipKey(turn: HalfTurn, differing: number): string {
  if (turn === 'same') return 'flipSame'
  if (differing === 0) return 'flipChance'
  return turn === 'negative' ? 'flipNegative' : 'flip'
}
