import type { Separation } from '../../contract/doctor'
import { singularValues } from '../convolution/singular-values'
import type { KernelSlice } from './symmetry'

/** Relative spacing of f32. */
const F32_EPSILON = 2 ** -23

/**
 * How many products of a column and a row a kernel [kh,kw] is the sum of: singular values above
 * σ₁·max(kh, kw)·ε of f32 (the rule of NumPy's `matrix_rank`; Press et al., "Numerical Recipes",
 * 2.6). 0 for all zeros. Weights must be finite.
 */
export function separableRank({ values, height, width }: KernelSlice): number {
  const matrix = { rows: height, columns: width, values: Float64Array.from(values) }
  const found = singularValues(matrix).values
  const least = (found[0] ?? 0) * Math.max(height, width) * F32_EPSILON
  return found.filter((value) => value > least).length
}

/** What kernels cost for one output value, tap by tap and as passes of columns and rows. */
export function separationOf(kernels: readonly KernelSlice[]): Separation {
  const ranks = kernels.map((kernel) => ({ kernel, rank: separableRank(kernel) }))
  const busy = ranks.filter(({ rank }) => rank > 0)
  const sum = (cost: (each: (typeof busy)[number]) => number): number =>
    busy.reduce((total, each) => total + cost(each), 0)
  return {
    kernels: busy.length,
    rank: sum(({ rank }) => rank),
    direct: sum(({ kernel }) => kernel.height * kernel.width),
    separable: sum(({ kernel, rank }) => rank * (kernel.height + kernel.width)),
  }
}
