import type { DisplayMode } from '../../electron/contract/presets'
import type { LocalText } from '../bench/bench'
import * as formulas from './formulas'

/** A number of a formula, as its slider goes. */
export interface Parameter {
  /** Its name is `presets.parameter.<key>`. */
  readonly key: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly initial: number
  readonly unit: '' | '°' | 'px'
}

export type Values = Readonly<Record<string, number>>

/** A kernel that a formula makes of a few numbers. */
export interface ParametricPreset {
  readonly id: string
  readonly name: LocalText
  readonly use: LocalText
  readonly source: string
  readonly display: DisplayMode
  readonly parameters: readonly Parameter[]
  readonly rows: (values: Values) => formulas.Rows
}

const sigma = (initial: number, key = 'sigma'): Parameter => {
  return { key, min: 0.3, max: 5, step: 0.1, initial, unit: 'px' }
}
const angle = (initial: number, least = -180, key = 'angle'): Parameter => {
  return { key, min: least, max: 180, step: 5, initial, unit: '°' }
}
const pixels = (
  key: string,
  [min, max]: readonly [number, number],
  initial: number,
  step = 1,
): Parameter => ({ key, min, max, step, initial, unit: 'px' })
const ratio = (key: string, max: number, initial: number, min = 0): Parameter => {
  return { key, min, max, step: 0.1, initial, unit: '' }
}
const of = (values: Values, key: string): number => values[key] ?? 0

/** Every formula with sliders, in the order in which they are offered. */
export const PARAMETRIC: readonly ParametricPreset[] = [
  {
    id: 'gaussian',
    name: { en: 'Gaussian blur (σ)', 'zh-CN': '高斯模糊（σ）' },
    use: { en: 'Soft blur of any width.', 'zh-CN': '任意宽度的柔和模糊。' },
    source: 'exp(−r²/2σ²), sum 1',
    display: 'clamp',
    parameters: [sigma(1.5)],
    rows: (values) => formulas.gaussian(of(values, 'sigma')),
  },
  {
    id: 'box',
    name: { en: 'Box blur (size)', 'zh-CN': '均值模糊（大小）' },
    use: { en: 'The plain mean of a square.', 'zh-CN': '方形范围内的普通平均。' },
    source: '1/n²',
    display: 'clamp',
    parameters: [pixels('size', [1, 31], 5, 2)],
    rows: (values) => formulas.box(of(values, 'size')),
  },
  {
    id: 'motion',
    name: { en: 'Motion blur (length, angle)', 'zh-CN': '运动模糊（长度、角度）' },
    use: { en: 'As if the camera had moved along a line.', 'zh-CN': '如同相机沿直线移动。' },
    source: 'as fspecial motion',
    display: 'clamp',
    parameters: [pixels('length', [1, 31], 9), angle(30, 0)],
    rows: (values) => formulas.motion(of(values, 'length'), of(values, 'angle')),
  },
  {
    id: 'disk',
    name: { en: 'Lens blur (radius)', 'zh-CN': '镜头模糊（半径）' },
    use: { en: 'Out of focus: points become disks.', 'zh-CN': '失焦：点变成圆盘。' },
    source: 'pixel share in a circle',
    display: 'clamp',
    parameters: [pixels('radius', [0.5, 15], 3, 0.5)],
    rows: (values) => formulas.disk(of(values, 'radius')),
  },
  {
    id: 'unsharp',
    name: { en: 'Unsharp mask (amount, σ)', 'zh-CN': '反锐化掩模（强度、σ）' },
    use: { en: 'Adds what a blur takes away.', 'zh-CN': '把模糊去掉的细节加回来。' },
    source: 'δ + a·(δ − G(σ))',
    display: 'clamp',
    parameters: [ratio('amount', 5, 1), sigma(1)],
    rows: (values) => formulas.unsharp(of(values, 'amount'), of(values, 'sigma')),
  },
  {
    id: 'emboss',
    name: { en: 'Emboss (angle)', 'zh-CN': '浮雕（角度）' },
    use: { en: 'A relief lit from any side.', 'zh-CN': '从任意方向打光的浮雕。' },
    source: 'δ + √2·position along the angle',
    display: 'clamp',
    parameters: [angle(-45)],
    rows: (values) => formulas.emboss(of(values, 'angle')),
  },
  {
    id: 'derivative',
    name: { en: 'Derivative (angle, σ)', 'zh-CN': '方向导数（角度、σ）' },
    use: { en: 'The slope along any direction.', 'zh-CN': '沿任意方向的斜率。' },
    source: 'Freeman & Adelson 1991',
    display: 'mid-grey',
    parameters: [angle(0), sigma(1)],
    rows: (values) => formulas.derivative(of(values, 'angle'), of(values, 'sigma')),
  },
  {
    id: 'log',
    name: { en: 'Laplacian of Gaussian (σ)', 'zh-CN': '高斯拉普拉斯（σ）' },
    use: { en: 'Blobs and edges of one size.', 'zh-CN': '某一尺度的斑点和边缘。' },
    source: 'Marr & Hildreth 1980',
    display: 'mid-grey',
    parameters: [sigma(1.4)],
    rows: (values) => formulas.laplacianOfGaussian(of(values, 'sigma')),
  },
  {
    id: 'dog',
    name: { en: 'Difference of Gaussians', 'zh-CN': '高斯差分' },
    use: { en: 'What lies between two scales.', 'zh-CN': '介于两个尺度之间的细节。' },
    source: 'G(σ₁) − G(σ₂)',
    display: 'mid-grey',
    parameters: [sigma(1, 'inner'), sigma(1.6, 'outer')],
    rows: (values) => formulas.differenceOfGaussians(of(values, 'inner'), of(values, 'outer')),
  },
  {
    id: 'gabor',
    name: { en: 'Gabor', 'zh-CN': 'Gabor 滤波' },
    use: { en: 'Stripes of one direction and width.', 'zh-CN': '某一方向和宽度的条纹。' },
    source: 'Daugman 1985, mean removed',
    display: 'mid-grey',
    parameters: [
      pixels('wavelength', [2, 16], 6, 0.5),
      angle(0, -180, 'orientation'),
      angle(0, -180, 'phase'),
      sigma(2.5),
      ratio('aspect', 1, 0.5, 0.3),
    ],
    rows: (values) =>
      formulas.gabor({
        wavelength: of(values, 'wavelength'),
        orientation: of(values, 'orientation'),
        phase: of(values, 'phase'),
        sigma: of(values, 'sigma'),
        aspect: of(values, 'aspect'),
      }),
  },
]

/** Where the sliders of a formula start. */
export function initialValues({ parameters }: ParametricPreset): Values {
  return Object.fromEntries(parameters.map(({ key, initial }) => [key, initial]))
}
