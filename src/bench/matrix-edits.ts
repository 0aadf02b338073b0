import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import type { Matrix } from './selection'

/** What can be done to the numbers of a kernel or of a part of it; sizes stay as they are. */
export const MATRIX_EDITS = {
  flipAcross: (matrix: Matrix): Matrix => matrix.map((row) => row.toReversed()),
  flipDown: (matrix: Matrix): Matrix => matrix.toReversed(),
  /** A quarter turn clockwise. Throws `bad-weights` on what is not square. */
  rotate: (matrix: Matrix): Matrix => MATRIX_EDITS.flipAcross(MATRIX_EDITS.transpose(matrix)),
  transpose: (matrix: Matrix): Matrix => {
    const [height, width] = [matrix.length, matrix[0]?.length ?? 0]
    if (height === width) return matrix.map((_, x) => matrix.map((row) => row[x] ?? 0))
    throw new FaultError(
      'bad-weights',
      sentence`${height} × ${width} cells cannot be turned in place; select a square, or make the kernel square.`,
    )
  },
  negate: (matrix: Matrix): Matrix => scaled(matrix, -1),
  clear: (matrix: Matrix): Matrix => scaled(matrix, 0),
  /** Σ = 1, so that a flat area keeps its brightness. Throws `bad-weights` when the sum is 0. */
  sumToOne: (matrix: Matrix): Matrix => {
    const sum = sumOf(matrix)
    const size = matrix.flat().reduce((total, value) => total + Math.abs(value), 0)
    if (Math.abs(sum) > size * 1e-6) return scaled(matrix, 1 / sum)
    throw new FaultError(
      'bad-weights',
      sentence`The numbers sum to 0, so no factor makes their sum 1; use “zero mean” or “unit norm” for them.`,
    )
  },
  /** Σ = 0: the mean is taken off every cell, so that a flat area becomes 0. */
  zeroMean: (matrix: Matrix): Matrix => {
    const mean = sumOf(matrix) / matrix.flat().length
    return matrix.map((row) => row.map((value) => value - mean))
  },
  /** Σ w² = 1. Throws `bad-weights` when all are 0. */
  unitNorm: (matrix: Matrix): Matrix => {
    const norm = Math.hypot(...matrix.flat())
    if (norm > 0) return scaled(matrix, 1 / norm)
    throw new FaultError(
      'bad-weights',
      sentence`All numbers are 0, so their norm stays 0; fill in some first.`,
    )
  },
} satisfies Record<string, (matrix: Matrix) => Matrix>

export type MatrixEdit = keyof typeof MATRIX_EDITS

/** Every number times a factor. −0 becomes 0. */
export function scaled(matrix: Matrix, factor: number): Matrix {
  return matrix.map((row) => row.map((value) => value * factor + 0))
}

/** Every number replaced by one. */
export function filled(matrix: Matrix, value: number): Matrix {
  return matrix.map((row) => row.map(() => value))
}

/** Moved by whole cells, right and down are positive; what leaves is lost, zeros come in. */
export function shifted(matrix: Matrix, down: number, right: number): Matrix {
  return matrix.map((row, y) => row.map((_, x) => matrix[y - down]?.[x - right] ?? 0))
}

function sumOf(matrix: Matrix): number {
  return matrix.flat().reduce((sum, value) => sum + value, 0)
}
