import { FaultError } from '../../contract/faults'
import type { Convolution } from '../engine'
import { DIRECT } from './direct/direct'
import { WINOGRAD } from './winograd/winograd'
import { FFT } from './fft/fft'
import { TYPESCRIPT } from './typescript'
import type { Variant } from './variant'

/** Every choice of algorithm, the one that covers everything last. */
export const VARIANTS: readonly Variant[] = [WINOGRAD, FFT, DIRECT]

/** A variant and why it was taken. */
export interface Choice {
  readonly variant: Variant
  readonly reason: string
}

/** Names that can be asked for. */
export function variantNames(): string[] {
  return ['auto', ...VARIANTS.map(({ family }) => family), TYPESCRIPT]
}

/**
 * Which variant runs a convolution. name: `auto`, a family, or a whole name that begins with one.
 * Throws `unsupported`, naming what exists or what covers the convolution.
 */
export function chooseVariant(convolution: Convolution, name: string): Choice {
  if (name === 'auto') {
    return { variant: DIRECT, reason: 'It covers every geometry and obeys the exact error bound.' }
  }
  const variant = VARIANTS.find(({ family }) => name === family || name.startsWith(`${family}-`))
  if (!variant) {
    const names = variantNames().join(', ')
    throw new FaultError('unsupported', `The CPU engine has no variant "${name}"; it has ${names}.`)
  }
  const refusal = variant.refusal(convolution)
  if (refusal) throw new FaultError('unsupported', refusal)
  return { variant, reason: 'Asked for by name.' }
}
