import type { Fault } from './faults'
import type { Job, JobProgress, JobResult } from './jobs'
import type { CpuStatus, GpuInfo } from './machine'
import type { Geometry, Layer } from './spec'
import type {
  Histogram,
  PictureInfo,
  Plane,
  PlaneChannel,
  Region,
  Statistics,
  TensorRef,
} from './tensors'

/** Planes of one tensor at display size. */
export interface PlanesRequest {
  readonly tensor: TensorRef
  readonly channels: readonly PlaneChannel[]
  /** null = the whole plane. */
  readonly region: Region | null
  /** The largest width and height wanted, in display pixels; never enlarged. */
  readonly maxWidth: number
  readonly maxHeight: number
}

/** Runs the layer on the bench, so that a changed weight shows at once. */
export interface PreviewRequest {
  readonly picture: string
  readonly layer: Layer
  /** Which feature maps to send back at display size. */
  readonly outputs: readonly number[]
  readonly maxWidth: number
  readonly maxHeight: number
  /**
   * true: only every n-th output is computed, as many as are shown (the values are exact, the
   * statistics are those of the sample). false: the whole result, kept as the tensor `maps`.
   */
  readonly coarse: boolean
}

export interface MapStatistics extends Statistics {
  readonly histogram: Histogram
}

export interface PreviewResult {
  readonly geometry: Geometry
  readonly coarse: boolean
  readonly planes: readonly Plane[]
  /** One per requested output, in that order. */
  readonly statistics: readonly MapStatistics[]
  readonly variant: string
  readonly threads: number
  readonly computeMs: number
}

/** The receptive field and every product behind one output value. */
export interface ProbeRequest {
  readonly picture: string
  readonly layer: Layer
  readonly output: { readonly channel: number; readonly y: number; readonly x: number }
}

export interface ProbeChannel {
  readonly channel: number
  /** kh·kw values each, row-major, in the order of the kernel as it is drawn. */
  readonly inputs: Float32Array
  readonly weights: Float32Array
  readonly products: Float64Array
  /** Input row and column behind each tap; those outside the picture are padding. */
  readonly rows: Int32Array
  readonly columns: Int32Array
  readonly isPadding: Uint8Array
  /** Σ of this channel's products, f64. */
  readonly sum: number
}

export interface Probe {
  readonly output: { readonly channel: number; readonly y: number; readonly x: number }
  readonly kernel: { readonly height: number; readonly width: number }
  readonly channels: readonly ProbeChannel[]
  readonly bias: number
  /** Σ of all channels + bias, f64. */
  readonly value: number
  /** What the CPU engine's newest full result holds there (f32), or null when there is none. */
  readonly engineValue: number | null
}

/** lab window → compute window, over the direct port. */
export interface PortCalls {
  planes: (request: PlanesRequest) => readonly Plane[]
  histogram: (request: {
    tensor: TensorRef
    channels: readonly PlaneChannel[]
  }) => readonly MapStatistics[]
  preview: (request: PreviewRequest) => PreviewResult
  probe: (request: ProbeRequest) => Probe
  /** Sizes of a layer over a picture, or the fault that says what is impossible. */
  describe: (request: { picture: string; layer: Layer }) => Geometry
  /** A feature map of the newest full result as a file, whole: NPY (f32, [O,H,W]) or 8-bit PNG. */
  exportMaps: (request: {
    format: 'npy' | 'png'
    channel: number
    low: number
    high: number
  }) => Uint8Array<ArrayBuffer>
}

/** main → compute window, over main's port. */
export interface ComputeCalls {
  /** Decodes a file in a killable worker and keeps it under `id`. */
  open: (request: { id: string; name: string; bytes: Uint8Array<ArrayBuffer> }) => PictureInfo
  close: (request: { id: string }) => void
  execute: (job: Job) => JobResult
  cancel: (request: { id: string }) => void
  gpu: () => { readonly gpu: GpuInfo | null; readonly absence: string | null }
  cpu: () => CpuStatus
}

/** compute window → main. */
export interface ComputeEvents {
  progress: JobProgress
  /** A mistake that no call carried. */
  problem: Fault
}
