import { LUMA_WEIGHTS } from '../channels'
import { pixels, ratio, valueOf, type LayerFormula, type Values } from './formula'
import { gabor, type Rows } from './formulas'
import { sharesOf } from './spatial-layer'

/** A Gabor of the bank. */
interface Member {
  readonly wavelength: number
  /** Degrees counter-clockwise. */
  readonly orientation: number
  /** Degrees: 0 answers to lines, 90 to edges. */
  readonly phase: number
}

const EIGHT = Array.from({ length: 8 }, (_, index) => index * 22.5)
/** σ/λ of a bandwidth of one octave (Petkov & Kruizinga 1997). */
const SIGMA_OF_WAVE = 0.56

/** 2 wavelengths × 8 orientations × 2 phases, in the order of the outputs. */
function members(values: Values): Member[] {
  const waves = ['shorter', 'longer'].map((key) => valueOf(values, key))
  return waves.flatMap((wavelength) =>
    EIGHT.flatMap((orientation) =>
      [0, 90].map((phase) => ({ wavelength, orientation, phase }) satisfies Member),
    ),
  )
}

/** The same kernel in the middle of a larger one of zeros; both sides are odd. */
function padded(rows: Rows, side: number): Rows {
  const margin = (side - rows.length) / 2
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => rows[y - margin]?.[x - margin] ?? 0),
  )
}

/** On grey: BT.601 luma of colours, the mean of other channels. */
function onGrey(rows: Rows, channels: number): Rows[] {
  const [shares = []] = sharesOf(channels === 3 || channels === 4 ? 'luma' : 'mean', channels)
  return shares.map((share) => rows.map((row) => row.map((value) => value * share)))
}

export const GABOR_BANK: LayerFormula = {
  kind: 'layer',
  id: 'gabor-bank',
  name: { en: 'Gabor bank, 32 outputs', 'zh-CN': 'Gabor 滤波器组（32 个输出）' },
  use: {
    en: 'Eight directions, two widths, lines and edges: what the first layers of networks learn.',
    'zh-CN': '八个方向、两种宽度，分别响应线条与边缘，类似网络的第一层。',
  },
  source: 'Daugman 1985, σ = 0.56 λ, mean removed, on grey',
  display: 'mid-grey',
  parameters: [
    pixels('shorter', [2, 8], 3, 0.5),
    pixels('longer', [3, 16], 6, 0.5),
    ratio('aspect', 1, 1, 0.3),
  ],
  kernels: (values, channels) => {
    const aspect = valueOf(values, 'aspect')
    const all = members(values).map((member) =>
      gabor({ ...member, sigma: SIGMA_OF_WAVE * member.wavelength, aspect }),
    )
    const side = Math.max(...all.map((rows) => rows.length))
    return all.map((rows) => onGrey(padded(rows, side), channels))
  },
  outputs: (values) =>
    members(values).map(({ wavelength, orientation, phase }) => ({
      en: `${phase === 0 ? 'line' : 'edge'} ${orientation}° λ${wavelength}`,
      'zh-CN': `${phase === 0 ? '线' : '边'} ${orientation}° λ${wavelength}`,
    })),
}

export const SATURATION: LayerFormula = {
  kind: 'layer',
  id: 'saturation',
  name: { en: 'Saturation (s)', 'zh-CN': '饱和度（s）' },
  use: {
    en: 'Nearer to grey or farther from it: s·I + (1 − s)·luma.',
    'zh-CN': '向灰色靠近或远离：s·I + (1 − s)·亮度。',
  },
  source: 'BT.601 luma',
  display: 'clamp',
  parameters: [ratio('saturation', 4, 1.5)],
  kernels: (values) => {
    const s = valueOf(values, 'saturation')
    const luma = LUMA_WEIGHTS.bt601
    return luma.map((_, output) =>
      luma.map((share, input) => [[(1 - s) * share + (output === input ? s : 0)]]),
    )
  },
  outputs: () => ['R', 'G', 'B'].map((name) => ({ en: name, 'zh-CN': name })),
}
