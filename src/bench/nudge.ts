import { largestWeight, type Bench } from './bench'

/**
 * How much one notch of the wheel, one key press or four pixels of a drag change a weight: a
 * twentieth of the layer's largest weight, rounded to a power of ten; 0.001 … 1000.
 */
export function nudgeStep(bench: Bench): number {
  const power = Math.floor(Math.log10(largestWeight(bench) || 1)) - 1
  return 10 ** Math.max(-3, Math.min(3, power))
}

/** `value` moved by `steps` steps, on a multiple of the step so that decimals stay short. */
export function nudged(value: number, steps: number, step: number): number {
  const notches = Math.round(value / step + steps)
  return step < 1 ? notches / Math.round(1 / step) : notches * step
}
