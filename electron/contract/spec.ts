/** A pair of whole numbers, one per axis. Height (y) comes before width (x) everywhere. */
export interface Axes {
  readonly y: number
  readonly x: number
}

/** Padding on the four sides of every input channel, in input pixels, each ≥ 0. */
export interface Sides {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export interface Size {
  readonly height: number
  readonly width: number
}

/** [C,H,W] */
export interface Shape extends Size {
  readonly channels: number
}

/** What stands outside the input where the window reaches over its edge (FORMATS, "Padding"). */
export const PADDING_MODES = [
  'zero',
  'constant',
  'replicate',
  'reflect',
  'symmetric',
  'circular',
] as const
export type PaddingMode = (typeof PADDING_MODES)[number]

/** How a layer moves over its input; everything of a convolution but its sizes and numbers. */
export interface LayerSettings {
  readonly stride: Axes
  readonly dilation: Axes
  /**
   * Four sides, or a rule: `same` pads d·(k−1) in all (the smaller half before), so that stride 1
   * keeps the size; `valid` pads nothing.
   */
  readonly padding: Sides | 'same' | 'valid'
  readonly paddingMode: PaddingMode
  /** The value outside the input when `paddingMode` is `constant`. */
  readonly paddingValue: number
  /** Input and output channels are cut into this many groups; = c_i is depthwise. */
  readonly groups: number
  /** false: cross-correlation, as deep-learning frameworks do; true: true convolution. */
  readonly flip: boolean
}

export const DEFAULT_SETTINGS: LayerSettings = {
  stride: { y: 1, x: 1 },
  dilation: { y: 1, x: 1 },
  padding: 'valid',
  paddingMode: 'zero',
  paddingValue: 0,
  groups: 1,
  flip: false,
}

/** Weights OIHW: shape [O, I/groups, kh, kw], `data` in that order, row-major. */
export interface Weights {
  readonly shape: readonly [number, number, number, number]
  readonly data: Float32Array
}

/** What a person designs on the kernel wall: a layer without its input. */
export interface Layer extends LayerSettings {
  readonly weights: Weights
  /** One number per output channel, or null for none. */
  readonly bias: Float32Array | null
}

/** A convolution with every size known. Made by `resolveSpec`, which refuses impossible values. */
export interface ConvolutionSpec {
  readonly input: Shape
  readonly outChannels: number
  readonly kernel: Size
  readonly stride: Axes
  readonly dilation: Axes
  readonly padding: Sides
  readonly paddingMode: PaddingMode
  readonly paddingValue: number
  readonly groups: number
  readonly flip: boolean
}

/** Every size that follows from a spec; `resolveGeometry` is the only place that computes it. */
export interface Geometry {
  readonly spec: ConvolutionSpec
  readonly output: Shape
  /** dilation·(k−1)+1 per axis */
  readonly effectiveKernel: Size
  readonly paddedInput: Size
  readonly inChannelsPerGroup: number
  readonly outChannelsPerGroup: number
  /** Multiply-adds of one run, padded positions counted: c_o·(c_i/groups)·k_h·k_w·m_h·m_w */
  readonly macs: number
  /** c_o·(c_i/groups)·k_h·k_w + c_o */
  readonly parameters: number
}

/** The four sides that `same` and `valid` stand for; `same` puts the smaller half before. */
export function resolvePadding(
  padding: Sides | 'same' | 'valid',
  kernel: Size,
  dilation: Axes,
): Sides {
  if (padding === 'valid') return { top: 0, right: 0, bottom: 0, left: 0 }
  if (padding !== 'same') return padding
  const [rows, columns] = [dilation.y * (kernel.height - 1), dilation.x * (kernel.width - 1)]
  return {
    top: rows >> 1,
    bottom: rows - (rows >> 1),
    left: columns >> 1,
    right: columns - (columns >> 1),
  }
}
