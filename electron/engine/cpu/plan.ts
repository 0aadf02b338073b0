import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Convolution } from '../engine'
import { DIRECT } from './direct/direct'
import { WINOGRAD } from './winograd/winograd'
import { WINOGRAD_1 } from './winograd1/winograd1'
import { FFT } from './fft/fft'
import { PRODUCT } from './product/product'
import { ROWS } from './rows/rows'
import { SEPARABLE, SEPARABLE_2 } from './separable/separable'
import { TYPESCRIPT } from './typescript'
import type { Profile } from './profile'
import type { Variant } from './variant'

/** `auto` keeps to variants that obey the exact error bound, `fast` takes any. */
const MODES = ['auto', 'fast'] as const
export type Mode = (typeof MODES)[number]

/** Every choice of algorithm, the one that covers everything last. */
export const VARIANTS: readonly Variant[] = [
  WINOGRAD,
  WINOGRAD_1,
  FFT,
  ROWS,
  PRODUCT,
  SEPARABLE,
  SEPARABLE_2,
  DIRECT,
]

/** Names that can be asked for. */
export function variantNames(): string[] {
  return [...MODES, ...VARIANTS.map(({ family }) => family), TYPESCRIPT]
}

/** True for the names that leave the choice to the planner. */
export function isMode(name: string): name is Mode {
  return MODES.includes(name as Mode)
}

/**
 * The variant of this name. name: a family, or a whole name that begins with one. Throws
 * `unsupported`, naming what exists or what covers the convolution.
 */
export function variantByName(convolution: Convolution, name: string): Variant {
  const variant = VARIANTS.find(({ family }) => name === family || name.startsWith(`${family}-`))
  if (!variant) {
    const names = variantNames().join(', ')
    throw new FaultError(
      'unsupported',
      sentence`The CPU engine has no variant "${name}"; it has ${names}.`,
    )
  }
  const refusal = variant.refusal(convolution)
  if (refusal) throw new FaultError('unsupported', refusal)
  return variant
}

/** A variant and the milliseconds that its cost model or a trial gives it. */
export interface Ranked {
  readonly variant: Variant
  readonly ms: number
}

/** Those that cover a convolution in this mode, the quickest by the cost model first. */
export function rankVariants(convolution: Convolution, mode: Mode, profile: Profile): Ranked[] {
  return VARIANTS.filter(
    (variant) => (mode === 'fast' || variant.isExact) && variant.refusal(convolution) === null,
  )
    .map((variant) => ({ variant, ms: variant.estimate(convolution, profile) }))
    .sort((one, other) => one.ms - other.ms)
}
