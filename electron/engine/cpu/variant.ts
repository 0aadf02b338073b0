import type { Sentence } from '../../contract/sentence'
import type { Convolution, ErrorBound } from '../engine'
import type { Profile, WasmFeatures } from './profile'

/** Words of the parameter block that a routine reads its addresses from, in bytes. */
export const PARAMETER = { input: 0, output: 4, constants: 8 } as const
/** Bytes of a parameter block. */
export const PARAMETER_BYTES = 12

/**
 * A variant's routine for one geometry. The module exports `strip(index, scratch, parameters)`:
 * computes the index-th of `strips` parts of the output; parts never overlap, so any thread may
 * take any of them, and the result does not depend on who did.
 */
export interface Routine {
  /** e.g. `wasm-direct-4x2-128` */
  readonly name: string
  readonly module: Uint8Array<ArrayBuffer>
  readonly strips: number
  /** What every thread needs for itself. */
  readonly scratchBytes: number
  /** Packed weights, bias and index tables, in bytes. */
  readonly constantsBytes: number
  /** Writes the constants into `floats` and `integers`, two views of the same bytes. */
  writeConstants(convolution: Convolution, floats: Float32Array, integers: Int32Array): void
}

/** A choice of algorithm. Each has a folder that opens with its work division. */
export interface Variant {
  /** `wasm-direct`, `wasm-winograd`, … */
  readonly family: string
  /** True when its error always obeys the exact bound (TRUST), so that `auto` may take it. */
  readonly isExact: boolean
  /** null when it covers the convolution, else the sentence that says why not and which variant does. */
  refusal(convolution: Convolution): Sentence | null
  /** What of the weights the routine depends on besides the geometry; nothing when left out. */
  weightsKey?(convolution: Convolution): string
  /**
   * Estimated milliseconds of one run on one thread of a 3.4 GHz core; only the order of variants
   * is made from it, before any is measured. Called only where there is no refusal.
   */
  estimate(convolution: Convolution, profile: Profile): number
  /** Uses nothing of the weights but what `weightsKey` names. */
  build(convolution: Convolution, profile: Profile, features: WasmFeatures): Routine
  errorBound(convolution: Convolution): ErrorBound
}
