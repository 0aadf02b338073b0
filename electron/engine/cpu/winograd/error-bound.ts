import type { Geometry } from '../../../contract/spec'
import type { ErrorBound } from '../../engine'
import { roundoffs } from '../../measure/agreement'
import { inputRowSums, outputMatrix, POINTS, weightMatrix } from './matrices'

/**
 * Roundings that a value goes through besides the sum over channels: 4 per axis into the points and
 * 4 out of them, its weight's, its product's and the bias's.
 */
const ROUNDINGS = 2 * (4 + 4) + 3

/**
 * Worst case of the 8-point transforms, to first order: |y − ŷ| ≤ γ_n·|Aᵀ|·(|G|·|g|·|G|ᵀ ⊙
 * |Bᵀ|·|d|·|B|)·|A| for every output, with n roundings along a path; against
 * Σ_i max|x_i|·Σ|w_i| that is γ_n·κ_y·κ_x (Barabasz, Anderson, Soodhalter and Gregg, "Error analysis
 * and improving the accuracy of Winograd convolution for deep neural networks", 2020).
 */
export function winogradErrorBound({ spec, inChannelsPerGroup }: Geometry): ErrorBound {
  const { kernel, stride } = spec
  const steps = inChannelsPerGroup * stride.y * stride.x + ROUNDINGS
  const growth =
    growthOf(Math.ceil(kernel.height / stride.y)) * growthOf(Math.ceil(kernel.width / stride.x))
  return { factor: growth * roundoffs(steps), against: 'peaks' }
}

/** κ of an axis with k weights: the most that a weight's share of an output grows on its way. */
export function growthOf(weights: number): number {
  const outputs = POINTS + 1 - weights
  const [inward, outward] = [weightMatrix(weights), outputMatrix(outputs)]
  let most = 0
  for (let output = 0; output < outputs; output++) {
    for (let weight = 0; weight < weights; weight++) {
      const growth = inputRowSums.reduce((sum, row, point) => {
        const out = outward[point * outputs + output] ?? 0
        return sum + Math.abs(out * (inward[point * weights + weight] ?? 0)) * row
      }, 0)
      most = Math.max(most, growth)
    }
  }
  return most
}
