import type { Layer, LayerSettings, Shape } from './spec'
import type { Fault } from './faults'
import type { Statistics } from './tensors'

export const ENGINES = ['reference', 'cpu', 'webgpu'] as const
export type EngineName = (typeof ENGINES)[number]

/** Milliseconds over n runs. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly n: number
}

/** How far a result lies from the f64 reference, over the values that were compared. */
export interface Agreement {
  readonly maxAbsError: number
  /** The largest |error| / Σ|w·x| (+|bias|) over the compared outputs. */
  readonly relativeError: number
  /** True when every compared value obeys the variant's published bound. */
  readonly agrees: boolean
  /** How many outputs were compared, and whether these were all. */
  readonly compared: number
  readonly whole: boolean
}

/** A variant that was thought of, and what it takes: estimated, or the quickest of a few trial runs. */
export interface Candidate {
  /** A family or a whole name. */
  readonly variant: string
  readonly ms: number
}

export const REASONS = [
  /** By name. */
  'asked',
  /** No other variant that may be taken covers the layer. */
  'only',
  /** The cost model puts it first. */
  'estimated',
  /** It was the quickest in a trial. */
  'measured',
  /** The reference. */
  'definition',
  /** Plain TypeScript. */
  'baseline',
  /** WebGPU: output channels share what a tile loads. */
  'shared-window',
  /** WebGPU: one output channel per group, nothing to share. */
  'one-output',
  /** WebGPU: the output has fewer rows than a tile. */
  'few-rows',
  /** WebGPU: a tile's window does not fit the workgroup's memory. */
  'large-window',
] as const

/** Why a variant was chosen. */
export interface Reason {
  readonly kind: (typeof REASONS)[number]
  /** Of `estimated` and `measured`: the choice and those behind it, best first. */
  readonly candidates?: readonly Candidate[]
}

/** What one engine did with a job. Times are shown only when `agrees`. */
export interface EngineReport extends Agreement {
  readonly engine: EngineName
  /** e.g. `wasm-direct-4x2-128`, `wgsl-tiled-16x16`; decoded in electron/engine/README.md */
  readonly variant: string
  readonly reason: Reason
  readonly threads: number
  /** True for a software adapter, which is never called a GPU. */
  readonly software: boolean
  /** Compiling and packing; the first run of a pipeline is not in it. */
  readonly prepareMs: number
  readonly uploadMs: number
  readonly computeMs: Spread
  /** Every measured run in order, ms. */
  readonly runsMs: readonly number[]
  /** The very first run, before the warm-up, ms. */
  readonly coldMs: number
  readonly readbackMs: number
  /** Where computeMs comes from. */
  readonly clock: 'wall' | 'gpu-timestamps'
  /** 2·macs / median, in GFLOP/s (2 FLOP per multiply-add) */
  readonly gflops: number
}

export type EngineOutcome =
  | { readonly engine: EngineName; readonly ok: true; readonly report: EngineReport }
  | { readonly engine: EngineName; readonly ok: false; readonly fault: Fault }

export interface RunOptions {
  readonly engines: readonly EngineName[]
  /**
   * `auto`: each engine's planner chooses among the variants that obey the exact error bound; `fast`:
   * among all, with their published bounds; else a family or a whole name.
   */
  readonly variant: string
  /** 0 = as many as the machine has. */
  readonly threads: number
  readonly warmup: number
  readonly runs: number
}

export const DEFAULT_RUN: RunOptions = {
  engines: ['cpu', 'webgpu'],
  variant: 'auto',
  threads: 0,
  warmup: 2,
  runs: 9,
}

/** An array that a job brings along: numbers, or an NPY file still to be parsed by the page. */
export type ArraySource =
  | { readonly kind: 'values'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly kind: 'npy'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** A layer as a batch file gives it. */
export interface LayerSource extends LayerSettings {
  readonly weights: ArraySource
  readonly bias: ArraySource | null
}

export const SAVE_FORMATS = ['npy', 'png'] as const
export type SaveFormat = (typeof SAVE_FORMATS)[number]

/** What the queue hands to the compute window. */
export interface Job extends RunOptions {
  readonly id: string
  readonly name: string
  readonly picture: string
  readonly layer: LayerSource
  readonly save: readonly SaveFormat[]
}

/** A file that a job made, still in memory: `<name>.<engine>.npy`, `<name>.<engine>.<o>.png`. */
export interface Artifact {
  readonly fileName: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface JobResult {
  readonly id: string
  readonly name: string
  readonly input: Shape
  readonly output: Shape
  readonly macs: number
  readonly engines: readonly EngineOutcome[]
  /** One per output channel, of the first engine that ran. */
  readonly statistics: readonly Statistics[]
  readonly artifacts: readonly Artifact[]
}

export interface JobProgress {
  readonly id: string
  readonly name: string
  readonly state: 'queued' | 'running' | 'retrying'
  readonly engine: EngineName | null
  readonly phase: 'open' | 'reference' | 'prepare' | 'warmup' | 'measure' | 'save'
  /** 0–1 */
  readonly fraction: number
}

/** What the lab asks of the queue: the layer on the bench, on an open picture. */
export interface CompareRequest extends RunOptions {
  readonly picture: string
  readonly layer: Layer
}
