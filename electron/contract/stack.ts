import type { Layer } from './spec'

/** What stands between two layers: nothing, max(0, x), or |x|. */
export const ACTIVATIONS = ['none', 'relu', 'abs'] as const
export type Activation = (typeof ACTIVATIONS)[number]

/** A layer, and what its result goes through on its way to the next. */
export interface StackedLayer {
  readonly layer: Layer
  readonly activation: Activation
}

/** Begins the id of a tensor that earlier layers made; it is read like a picture. */
export const LAYERS_BEFORE = 'layers-before-'

/** The layers before the chosen one, run over a picture and kept as the tensor `id`. */
export interface StackInputRequest {
  readonly picture: string
  readonly before: readonly StackedLayer[]
  readonly id: string
}

/** Two layers, and the one that is to do the same, over the same input. */
export interface FusionRequest {
  readonly input: string
  readonly first: Layer
  readonly second: Layer
  readonly fused: Layer
}

/** The largest differences between the two and the one. */
export interface FusionDifference {
  /** Where the fused kernel's window lies in the input, and how many outputs these are. */
  readonly inside: number
  readonly insideCount: number
  /** Where it reaches into the padding. */
  readonly border: number
  readonly borderCount: number
}
