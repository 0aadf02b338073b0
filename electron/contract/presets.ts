import { createRandom, randomValues } from './random'
import type { Layer, LayerSettings, Shape, Weights } from './spec'

/** How a feature map is shown; changes no data. */
export const DISPLAY_MODES = ['clamp', 'absolute', 'mid-grey', 'min-max', 'diverging'] as const
export type DisplayMode = (typeof DISPLAY_MODES)[number]

/**
 * A kernel that people expect (`resources/presets/*.json`). Matrices are for cross-correlation,
 * rows separated by `;`, numbers by spaces, as in PRESETS; every number is divided by `divisor`.
 */
export interface Preset {
  readonly id: string
  readonly name: { readonly en: string; readonly 'zh-CN': string }
  /** What it is for, one line. */
  readonly use: { readonly en: string; readonly 'zh-CN': string }
  readonly source: string
  readonly display: DisplayMode
  /**
   * `spatial`: one 2-D kernel, for each channel alone; `colour`: a 1×1 mix, rows = outputs;
   * `layer`: kernels[o][i]; `random`: seeded numbers, for layers that are timed.
   */
  readonly kind: 'spatial' | 'colour' | 'layer' | 'random'
  readonly divisor?: number
  /** spatial and colour */
  readonly matrix?: string
  /** layer: kernels[o][i], each a matrix */
  readonly kernels?: readonly (readonly string[])[]
  /** random: [O, I, kh, kw]; null is depthwise, as many outputs as the input has channels. */
  readonly shape?: readonly [number | null, number, number, number]
  /** random: what it is timed on when the open picture has another number of channels. */
  readonly input?: Shape
  readonly bias?: readonly number[]
  /** What each output is called, when it has a name of its own (Kirsch's N, NE …); null for none. */
  readonly outputs?: readonly ({ readonly en: string; readonly 'zh-CN': string } | null)[]
  readonly settings?: Partial<LayerSettings>
}

/** Parses `-1 0 1;-2 0 2` into rows of numbers. Throws RangeError on ragged rows or non-numbers. */
export function parseMatrix(text: string): number[][] {
  const rows = text.split(';').map((row) => row.trim().split(/\s+/).map(Number))
  const width = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== width || row.some((value) => !Number.isFinite(value)))) {
    throw new RangeError(`"${text}" is not a matrix of numbers with rows of one length.`)
  }
  return rows
}

/**
 * The layer that a preset makes on an input of `channels` channels: a spatial preset acts on each
 * channel alone (c_o = c_i, its kernel on the diagonal, zeros elsewhere); the others keep the
 * channel count they were written for. `settings` fills what the preset leaves open.
 */
export function presetLayer(preset: Preset, channels: number, settings: LayerSettings): Layer {
  if (preset.kind === 'random') return randomLayer(preset, channels, settings)
  const kernels = presetKernels(preset, channels)
  const [outputs, inputs] = [kernels.length, kernels[0]?.length ?? 0]
  const [height, width] = [kernels[0]?.[0]?.length ?? 0, kernels[0]?.[0]?.[0]?.length ?? 0]
  const divisor = preset.divisor ?? 1
  return {
    ...settings,
    groups: 1,
    ...preset.settings,
    weights: {
      shape: [outputs, inputs, height, width],
      data: Float32Array.from(kernels.flat(3), (value) => value / divisor),
    },
    bias: preset.bias ? Float32Array.from(preset.bias) : new Float32Array(outputs),
  }
}

/** Numbers within ±1/√(I·kh·kw), PyTorch's start of a layer; the same for the same id. */
function randomLayer({ id, shape, ...preset }: Preset, channels: number, settings: LayerSettings) {
  const [outputs, inputs, height, width] = shape ?? [null, 1, 1, 1]
  const whole: Weights['shape'] = [outputs ?? channels, inputs, height, width]
  const bound = 1 / Math.sqrt(inputs * height * width)
  const count = whole.reduce((product, side) => product * side)
  const data = randomValues(createRandom(id), count).map((value) => value * bound)
  return {
    ...settings,
    ...preset.settings,
    groups: outputs === null ? channels : 1,
    weights: { shape: whole, data },
    bias: new Float32Array(whole[0]),
  }
}

/** kernels[o][i][y][x] before the divisor. */
function presetKernels(preset: Preset, channels: number): number[][][][] {
  if (preset.kind === 'layer') return (preset.kernels ?? []).map((row) => row.map(parseMatrix))
  const matrix = parseMatrix(preset.matrix ?? '')
  if (preset.kind === 'colour') return matrix.map((row) => row.map((value) => [[value]]))
  const nothing = matrix.map((row) => row.map(() => 0))
  return onDiagonal(channels, matrix, nothing)
}

function onDiagonal(channels: number, matrix: number[][], nothing: number[][]): number[][][][] {
  const indices = Array.from({ length: channels }, (_, index) => index)
  return indices.map((output) => indices.map((input) => (output === input ? matrix : nothing)))
}
