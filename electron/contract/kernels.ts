import type { Size, Weights } from './spec'
import type { Plane, Region } from './tensors'

/** The largest side of a kernel that is cut out of a picture. */
export const MOST_PATCH_SIDE = 31
/** The largest side of a kernel that is found by least squares. */
export const MOST_FIT_SIDE = 15

/** Which rectangle of a picture becomes a kernel. */
export interface PatchRequest {
  readonly picture: string
  readonly region: Region
}

/** A kernel cut out of a picture, for cross-correlation. */
export interface PatchKernel {
  /** [1,C,h,w]: every channel less its mean, divided by `norm`. */
  readonly weights: Weights
  /** √Σ(x − mean of its channel)² over all channels: the kernel's response to the patch itself. */
  readonly norm: number
}

/** The highest values of one map of the newest whole result. */
export interface PeaksRequest {
  readonly channel: number
  readonly count: number
  /** A peak is the largest value within this many output rows and columns of it. */
  readonly reach: { readonly y: number; readonly x: number }
}

export interface Peak {
  readonly y: number
  readonly x: number
  /** What the map holds there. */
  readonly value: number
  /**
   * Normalised cross-correlation of the kernel and its window, −1 to 1, each channel less its mean:
   * 1 where the window is the kernel's pattern in any contrast. null where either is flat.
   */
  readonly score: number | null
  /** The window in the picture; partly outside where there is padding. */
  readonly window: Region
}

/** Which kernel turns one picture into another. */
export interface FitRequest {
  readonly before: string
  readonly after: string
  readonly kernel: Size
  /** How many pixels the equations are made of; more than there are means all. */
  readonly most: number
  readonly maxWidth: number
  readonly maxHeight: number
}

/** How far the fitted kernel's result is from the picture it was to give. */
export interface Residual {
  readonly rms: number
  readonly max: number
}

export interface FitResult {
  /** [c_o,c_i,h,w], for cross-correlation. */
  readonly weights: Weights
  readonly bias: Float32Array
  /** Numbers sought for each output: c_i·h·w + 1. */
  readonly unknowns: number
  /** Pixels that the equations were made of, and those whose window lies in the picture. */
  readonly used: number
  readonly pixels: number
  /** Over all those pixels and outputs, and of each output. */
  readonly residual: Residual
  readonly ofOutputs: readonly Residual[]
  /** At each pixel whose window lies in the picture, the RMS of the outputs' differences. */
  readonly difference: Plane
  readonly solveMs: number
}
