import type { EngineName, Reason } from '../contract/jobs'
import type { Geometry, Shape } from '../contract/spec'

/** [C,H,W], row-major f32. In the compute window `data` lies in the engines' shared memory. */
export interface Tensor {
  readonly shape: Shape
  readonly data: Float32Array
}

/** A convolution whose sizes, weights [O,I/groups,kh,kw] and bias [O] are all known and checked. */
export interface Convolution {
  readonly geometry: Geometry
  readonly weights: Float32Array
  /** Always there; zeros when the layer has none. */
  readonly bias: Float32Array
}

export interface Capabilities {
  readonly engine: EngineName
  readonly variants: readonly string[]
  /** True for an adapter that runs on the processor. */
  readonly software: boolean
  readonly maxThreads: number
}

export interface PrepareOptions {
  /** `auto` (exact), `fast`, a family (`wasm-direct`) or a whole variant name. */
  readonly variant: string
  /** True lets the planner time the best few variants first; false takes what it knows already. */
  readonly isTuned?: boolean
  /** 0 = all */
  readonly threads: number
}

/** Milliseconds of one run, apart from each other. */
export interface RunTimes {
  readonly uploadMs: number
  readonly computeMs: number
  readonly readbackMs: number
  readonly clock: 'wall' | 'gpu-timestamps'
}

export interface RunResult extends RunTimes {
  /** [O,mh,mw]; belongs to the engine and is overwritten by its next run. */
  readonly output: Float32Array
}

/** Told with 0–1 as the work goes on. */
export type OnProgress = (fraction: number) => void

/**
 * What a variant promises: |error| ≤ factor · u · magnitude for every output, u = 2⁻²⁴ (TRUST).
 * The magnitude of an output is Σ|w·x| + |bias| against its `products`; against `peaks` it is
 * Σ_i max|x_i|·Σ|w_i| + |bias|, since a transform spreads the error of its largest input.
 */
export interface ErrorBound {
  readonly factor: number
  readonly against: 'products' | 'peaks'
}

/** A routine or pipeline ready to run, again and again, on inputs of its geometry. */
export interface PreparedConvolution {
  readonly variant: string
  readonly reason: Reason
  readonly threads: number
  readonly software: boolean
  readonly prepareMs: number
  readonly errorBound: ErrorBound
  /** Throws the fault `cancelled` when `signal` is aborted; settles within one strip. */
  run(input: Tensor, signal: AbortSignal, onProgress: OnProgress): Promise<RunResult>
  dispose(): void
}

/** Prepares and runs convolutions. Throws the fault `unsupported`, naming the variant that can. */
export interface Engine {
  capabilities(): Capabilities
  prepare(convolution: Convolution, options: PrepareOptions): Promise<PreparedConvolution>
  dispose(): void
}
