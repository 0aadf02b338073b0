import type { Layer } from './spec'

/** How a kernel answers a mirror or a turn: the same, the negative, or neither. */
export type Parity = 'even' | 'odd' | null

export interface Symmetry {
  /** Left and right exchanged. */
  readonly x: Parity
  /** Top and bottom exchanged. */
  readonly y: Parity
  /** Turned by 180°. */
  readonly halfTurn: Parity
  /** Turned by 90°; null for a kernel that is not square. */
  readonly quarterTurn: Parity
}

/** The frequencies of one axis that pass with at least half the power (|H| ≥ largest/√2). */
export interface Band {
  /** Where |H| is largest along the axis, cycles per pixel, 0–0.5. */
  readonly peak: number
  readonly gain: number
  /** Where the half-power band around the peak ends; null when it reaches 0. */
  readonly low: number | null
  /** null when it reaches 0.5, the highest frequency there is. */
  readonly high: number | null
}

/** |H(u,v)|, `RESPONSE_SIDE`² values, row-major: index i is (i − side/2)/side cycles per pixel. */
export interface Response {
  readonly values: Float32Array
  readonly largest: number
  /** null along an axis on which nothing passes. */
  readonly x: Band | null
  readonly y: Band | null
}

export const RESPONSE_SIDE = 64

/** Multiply-adds of one output value. */
export interface Separation {
  /** Kernels that are not all zero. */
  readonly kernels: number
  /** Σ of their ranks: so many pairs of a column and a row make up the same numbers. */
  readonly rank: number
  readonly direct: number
  /** As pairs of passes: Σ rank·(kh + kw). */
  readonly separable: number
}

/** What kernels do to values and frequencies. */
export interface KernelFacts {
  /** Σ of the weights: the gain of what does not change over the picture. */
  readonly sum: number
  /** Σ of the weights below, and above, zero. */
  readonly negative: number
  readonly positive: number
  readonly symmetry: Symmetry
  readonly separation: Separation
  readonly response: Response
}

/** How much of a whole feature map lies outside 0…1. */
export interface Clipping {
  readonly below: number
  readonly above: number
  readonly total: number
}

export interface InspectRequest {
  /** The picture that the maps in the compute window may be of, or null. */
  readonly picture: string | null
  readonly layer: Layer
  readonly output: number
  /** An input channel's kernel alone; null for all of the output's kernels together. */
  readonly channel: number | null
}

export interface Inspection {
  /** Of the output; added once, whatever the channels. */
  readonly bias: number
  /** Input channels that the output sees. */
  readonly channels: readonly number[]
  readonly kernel: { readonly height: number; readonly width: number }
  readonly facts: KernelFacts
  /** null while the maps in the compute window are of another layer or picture. */
  readonly clipping: Clipping | null
}
