import type { DisplayMode } from '../../electron/contract/presets'
import type { LocalText } from '../bench/bench'
import type { Rows } from './formulas'

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

interface Described {
  readonly id: string
  readonly name: LocalText
  readonly use: LocalText
  readonly source: string
  readonly display: DisplayMode
  readonly parameters: readonly Parameter[]
}

/** One 2-D kernel that a formula makes of a few numbers. */
export interface SpatialFormula extends Described {
  readonly kind: 'spatial'
  readonly rows: (values: Values) => Rows
}

/** A whole layer that a formula makes of a few numbers. */
export interface LayerFormula extends Described {
  readonly kind: 'layer'
  /** kernels[o][i], all of one size, for `channels` input channels or those it was written for. */
  readonly kernels: (values: Values, channels: number) => readonly (readonly Rows[])[]
  /** What each output is called. */
  readonly outputs: (values: Values) => readonly LocalText[]
}

export type ParametricPreset = SpatialFormula | LayerFormula

/** Where the sliders of a formula start. */
export function initialValues({ parameters }: ParametricPreset): Values {
  return Object.fromEntries(parameters.map(({ key, initial }) => [key, initial]))
}

/** The value of a parameter; 0 for one that there is not. */
export const valueOf = (values: Values, key: string): number => values[key] ?? 0

/** A width in pixels, the σ of a Gaussian. */
export const sigma = (initial: number, key = 'sigma'): Parameter => {
  return { key, min: 0.3, max: 5, step: 0.1, initial, unit: 'px' }
}
/** Degrees counter-clockwise, up to 180. */
export const angle = (initial: number, least = -180, key = 'angle'): Parameter => {
  return { key, min: least, max: 180, step: 5, initial, unit: '°' }
}
/** A length in pixels. */
export const pixels = (
  key: string,
  [min, max]: readonly [number, number],
  initial: number,
  step = 1,
): Parameter => ({ key, min, max, step, initial, unit: 'px' })
/** A number without a unit. */
export const ratio = (key: string, max: number, initial: number, min = 0): Parameter => {
  return { key, min, max, step: 0.1, initial, unit: '' }
}
