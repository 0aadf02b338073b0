import type { InspectRequest, Inspection } from './doctor'
import type { Fault } from './faults'
import type { Job, JobProgress, JobResult } from './jobs'
import type {
  FitRequest,
  FitResult,
  PatchKernel,
  PatchRequest,
  Peak,
  PeaksRequest,
} from './kernels'
import type { CpuStatus, GpuInfo } from './machine'
import type { Geometry, Layer } from './spec'
import type { FusionDifference, FusionRequest, StackInputRequest } from './stack'
import type {
  Histogram,
  Luma,
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

/** How many values lie at or beyond the ends of what a channel can hold. */
export interface Clipped {
  readonly atLow: number
  readonly atHigh: number
}

/** A channel as it is shown, and what all its values are like. */
export interface ShownChannel {
  readonly plane: Plane
  /** Of the whole channel. A hue's mean is the hue of the mean colour; greys have none: NaN. */
  readonly statistics: MapStatistics
  /** null where numbers have no ends: data, feature maps. */
  readonly clipped: Clipped | null
}

/** One plane of a tensor. */
export interface PlaneRef {
  readonly tensor: TensorRef
  readonly channel: PlaneChannel
}

/**
 * first − second. A plane of the picture and a feature map are compared on the map's pixels, the
 * picture at the centres of their receptive fields.
 */
export interface DifferenceRequest {
  readonly first: PlaneRef
  readonly second: PlaneRef
  /** null = the whole plane. */
  readonly region: Region | null
  readonly maxWidth: number
  readonly maxHeight: number
}

/** Which pixels have the grey of one pixel. */
export interface GreyTwinsRequest {
  readonly picture: string
  readonly luma: Luma
  readonly pixel: { readonly y: number; readonly x: number }
  /** How far a luma may differ, in steps of 1/255. */
  readonly tolerance: number
  readonly maxWidth: number
  readonly maxHeight: number
}

/** A pixel with its colour, R, G, B of 0–1. */
export interface ColourAt {
  readonly y: number
  readonly x: number
  readonly colour: readonly [number, number, number]
}

export interface GreyTwins {
  /** The luma of the pixel, 0–255. */
  readonly level: number
  readonly pixel: ColourAt
  /** Pixels with that luma, the pixel itself among them. */
  readonly same: number
  /** Those of them whose colour differs visibly: ΔE*ab above `VISIBLE_DIFFERENCE`. */
  readonly others: number
  readonly total: number
  /** The one whose colour is farthest off, and by how much (ΔE*ab). */
  readonly farthest: ColourAt
  readonly farthestDeltaE: number
  /** The part of each shown value's pixels that have the luma, 0–1. */
  readonly share: Plane
}

/** How far the colours lie apart that one grey stands for, over the whole picture. */
export interface GreySpreadRequest {
  readonly picture: string
  readonly luma: Luma
  readonly maxWidth: number
  readonly maxHeight: number
}

export interface GreySpread {
  /** At each pixel the spread of its grey level: RMS of ΔE*ab to the level's mean colour. */
  readonly spread: Plane
  /** Of the whole picture: what the best guess of a colour from its grey is off by, RMS ΔE*ab. */
  readonly rmsDeltaE: number
  /** Pixels in whose grey level the spread is visible (above `VISIBLE_DIFFERENCE`). */
  readonly lost: number
  readonly total: number
  /** The level (0–255) of the largest spread, and that spread. */
  readonly worst: { readonly level: number; readonly spread: number }
}

/** ΔE*ab that is just seen. (Mahy, Van Eycken, Oosterlinck 1994: 2.3) */
export const VISIBLE_DIFFERENCE = 2.3

/** What layers make of one part of a picture, its own pixels: for the cards of the preset picker. */
export interface EffectsRequest {
  readonly picture: string
  readonly layers: readonly Layer[]
  /** Of the part, pixels; it is where the picture varies most. */
  readonly maxWidth: number
  readonly maxHeight: number
}

export interface Effects {
  /** The part, in pixels of the picture. */
  readonly region: Region
  /** In the order of the layers; null for one that cannot run on this picture. */
  readonly effects: readonly (Effect | null)[]
}

/** The maps of the first outputs, three at most. */
export interface Effect {
  readonly planes: readonly Plane[]
  readonly statistics: readonly MapStatistics[]
}

export const MOST_EFFECT_OUTPUTS = 3

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

/** One output map under two conventions: the layer as it is, and with one setting changed. */
export interface ConventionsRequest {
  readonly picture: string
  readonly layer: Layer
  readonly changed: Layer
  /** The output channel that is compared. */
  readonly output: number
  readonly maxWidth: number
  readonly maxHeight: number
}

/** A map of the comparison: at display size, and what all its values are like. */
export interface ConventionMap {
  readonly geometry: Geometry
  readonly plane: Plane
  readonly min: number
  readonly max: number
}

/**
 * Where two maps differ. Maps of one size are compared output by output; others where their windows
 * stand at the same place of the picture.
 */
export interface Conventions {
  readonly maps: readonly [asIs: ConventionMap, changed: ConventionMap]
  /** |difference| in places of the first map; the largest of what a shown value covers, NaN where there is none. */
  readonly difference: Plane
  /** Outputs that both maps have, and how many of them differ by more than `tolerance`. */
  readonly compared: number
  readonly differing: number
  /** Of the compared outputs: those whose window reaches outside the picture, and how many differ. */
  readonly atEdge: number
  readonly differingAtEdge: number
  /** The largest |difference|, where it is in the first map, and both values; null when none differs. */
  readonly largest: {
    readonly y: number
    readonly x: number
    readonly difference: number
    readonly values: readonly [asIs: number, changed: number]
  } | null
  /** What rounding to 32 bits may make of equal values at most. */
  readonly tolerance: number
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
  /** The difference at display size, with the statistics of all its values. */
  difference: (request: DifferenceRequest) => ShownChannel
  planes: (request: PlanesRequest) => readonly Plane[]
  /** The planes with the statistics of the whole channels; views are computed from every pixel. */
  channels: (request: PlanesRequest) => readonly ShownChannel[]
  greyTwins: (request: GreyTwinsRequest) => GreyTwins
  greySpread: (request: GreySpreadRequest) => GreySpread
  preview: (request: PreviewRequest) => PreviewResult
  probe: (request: ProbeRequest) => Probe
  /** Computes one map under two conventions, every output of it. */
  conventions: (request: ConventionsRequest) => Conventions
  /** The layer on a small copy of the picture; gives way to everything else. */
  effects: (request: EffectsRequest) => Effects
  /** What the kernels of one output do to values and frequencies. */
  inspect: (request: InspectRequest) => Inspection
  /** Sizes of a layer over a picture, or the fault that says what is impossible. */
  describe: (request: { picture: string; layer: Layer }) => Geometry
  /** A feature map of the newest full result as a file, whole: NPY (f32, [O,H,W]) or 8-bit PNG. */
  exportMaps: (request: {
    format: 'npy' | 'png'
    channel: number
    low: number
    high: number
  }) => Uint8Array<ArrayBuffer>
  patch: (request: PatchRequest) => PatchKernel
  peaks: (request: PeaksRequest) => readonly Peak[]
  /** Least squares over two pictures; a newer one cancels it. Told: `fitProgress`, 0–1. */
  fit: (request: FitRequest) => FitResult
  cancelFit: () => void
  /** Runs the layers before the chosen one; the tensor is read by its id like a picture. */
  stackInput: (request: StackInputRequest) => PictureInfo
  fusionDifference: (request: FusionRequest) => FusionDifference
}

/** compute window → lab window. */
export interface PortEvents {
  fitProgress: number
}

/** main → compute window, over main's port. */
export interface ComputeCalls {
  /** Decodes a file in a killable worker and keeps it under `id`, in place of what was there. */
  open: (request: {
    id: string
    name: string
    bytes: Uint8Array<ArrayBuffer>
    /** Transparency becomes the last channel; without it, it is left out. */
    withAlpha?: boolean
  }) => PictureInfo
  close: (request: { id: string }) => void
  execute: (job: Job) => JobResult
  cancel: (request: { id: string }) => void
  gpu: () => { readonly gpu: GpuInfo | null; readonly absence: Fault | null }
  cpu: () => CpuStatus
}

/** compute window → main. */
export interface ComputeEvents {
  progress: JobProgress
  /** A mistake that no call carried. */
  problem: Fault
}
