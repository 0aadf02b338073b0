import { roundoffs, UNIT_ROUNDOFF } from '../../measure/agreement'
import { singularValues, type Matrix } from '../../convolution/singular-values'

/** Σ_r column[r] ⊗ row[r], each rounded to f32. */
export interface Factors {
  /** [rank][k_h] */
  readonly columns: readonly Float32Array[]
  /** [rank][k_w] */
  readonly rows: readonly Float32Array[]
}

/** Beyond this sum of weights a subnormal of the first pass could show in the second. */
const MOST_SUM = 2 ** 18
/** How far, of its largest weight, a kernel of f32 weights may lie from one of lower rank. */
const NEAR = 64 * UNIT_ROUNDOFF

/**
 * Cheap test, O(rank·k_h·k_w), before any singular value: takes away `rank` times the cross of the
 * largest value left (Gaussian elimination with full pivoting). False for most kernels of higher
 * rank; also for weights that are not finite.
 */
export function mayHaveRank(matrix: Matrix, rank: number): boolean {
  const left = matrix.values.slice()
  const largest = largestAt(left)
  const most = Math.abs(left[largest] ?? 0)
  if (!left.every(Number.isFinite)) return false
  for (let step = 0; step < rank; step++) removeCross(left, matrix.columns)
  return Math.abs(left[largestAt(left)] ?? 0) <= NEAR * most
}

function largestAt(values: Float64Array): number {
  let found = 0
  values.forEach((value, at) => {
    if (Math.abs(value) > Math.abs(values[found] ?? 0)) found = at
  })
  return found
}

function removeCross(values: Float64Array, width: number): void {
  const pivotAt = largestAt(values)
  const pivot = values[pivotAt] ?? 0
  if (pivot === 0) return
  const [top, left] = [pivotAt - (pivotAt % width), pivotAt % width]
  const row = values.slice(top, top + width)
  for (let start = 0; start < values.length; start += width) {
    const share = (values[start + left] ?? 0) / pivot
    for (let x = 0; x < width; x++)
      values[start + x] = (values[start + x] ?? 0) - share * (row[x] ?? 0)
  }
}

/**
 * The best factors of a kernel slice [k_h,k_w] of this rank: its largest singular values, scaled by
 * a power of two so that Σ|row| ≤ 1 (the first pass cannot overflow where the input did not). Null
 * where the weights are so large that rounding of subnormal numbers could show.
 */
export function factorize(matrix: Matrix, rank: number): Factors | null {
  const { values, left, right } = singularValues(matrix)
  const factors: { columns: Float32Array[]; rows: Float32Array[] } = { columns: [], rows: [] }
  for (let r = 0; r < rank; r++) {
    const value = values[r] ?? 0
    const row = value > 0 ? (right[r] ?? []) : new Float64Array(matrix.columns)
    const scale = 2 ** -Math.ceil(Math.log2(sumOf(row) || 1))
    factors.rows.push(Float32Array.from(row, (weight) => weight * scale))
    const column = left[r] ?? new Float64Array(matrix.rows)
    factors.columns.push(Float32Array.from(column, (weight) => (weight * value) / scale))
  }
  const sum = factors.columns.reduce((all, column) => all + sumOf(column), 0)
  return sum <= MOST_SUM ? factors : null
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + Math.abs(value), 0)
}

/**
 * True when two passes obey the exact bound γ_K·Σ|w·x| (TRUST). Every product goes through `steps`
 * roundings, so an output errs by at most Σ (γ_steps·Σ_r|c_r·d_r| + |w − Σ_r c_r·d_r|)·|x|;
 * that must be no more than γ_terms·|w| for each weight by itself. A weight 0 needs products 0.
 */
export function obeysExactBound(
  matrix: Matrix,
  factors: Factors,
  { steps, terms }: { steps: number; terms: number },
): boolean {
  return matrix.values.every((weight, at) => {
    const error = weightError(matrix, factors, { at, steps })
    return error <= roundoffs(terms) * Math.abs(weight)
  })
}

/**
 * Units of roundoff, against Σ|w|·max|x| of the slice, that two passes err by at most: every weight
 * adds (γ_steps·Σ_r|c_r·d_r| + |w − Σ_r c_r·d_r|)·|x|. At least `steps`, which the bias goes through.
 */
export function errorFactor(matrix: Matrix, factors: Factors, steps: number): number {
  let [error, weights] = [0, 0]
  matrix.values.forEach((weight, at) => {
    error += weightError(matrix, factors, { at, steps })
    weights += Math.abs(weight)
  })
  return Math.max(roundoffs(steps), error > 0 ? error / weights : 0)
}

/** (γ_steps·Σ_r|c_r·d_r| + |w − Σ_r c_r·d_r|) / u of the weight w at `at`. */
function weightError(
  matrix: Matrix,
  factors: Factors,
  { at, steps }: { at: number; steps: number },
): number {
  const { sum, magnitude } = productAt(matrix, factors, at)
  const missed = Math.abs((matrix.values[at] ?? 0) - sum)
  return roundoffs(steps) * magnitude + missed / UNIT_ROUNDOFF
}

function productAt(
  { columns: width }: Matrix,
  { columns, rows }: Factors,
  at: number,
): { sum: number; magnitude: number } {
  let [sum, magnitude] = [0, 0]
  columns.forEach((column, r) => {
    const product = (column[Math.floor(at / width)] ?? 0) * (rows[r]?.[at % width] ?? 0)
    sum += product
    magnitude += Math.abs(product)
  })
  return { sum, magnitude }
}
