import type { Geometry } from '../../../contract/spec'
import type { ErrorBound } from '../../engine'
import { roundoffs } from '../../measure/agreement'
import { growthOf } from '../winograd/error-bound'

/** Roundings besides the sum over the taps: 4 into the points and 4 out, the weight's, the product's, the bias's. */
const ROUNDINGS = 4 + 4 + 3

/**
 * The bound of the 8-point transforms (winograd/error-bound.ts) along one axis: γ_n·κ_y against
 * Σ_i max|x_i|·Σ|w_i|, with n = c_i/groups·k_w + 11 roundings along a path.
 */
export function winograd1ErrorBound({ spec, inChannelsPerGroup }: Geometry): ErrorBound {
  const steps = inChannelsPerGroup * spec.kernel.width + ROUNDINGS
  return { factor: growthOf(spec.kernel.height) * roundoffs(steps), against: 'peaks' }
}
