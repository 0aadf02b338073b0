/**
 * Solves A·X = B for a symmetric positive definite A [n,n] and B [n,m], row-major f64, in place: A
 * becomes its Cholesky factor (lower triangle) and B the solution. Only A's lower triangle is read.
 * `false` when a pivot is less than `smallest` of what its diagonal was: a row is a sum of others.
 * (Golub, Van Loan, Matrix Computations, 4.2)
 */
export function solveSymmetric(
  matrix: Float64Array,
  right: Float64Array,
  { n, m, smallest }: { n: number; m: number; smallest: number },
): boolean {
  for (let row = 0; row < n; row++) {
    if (!factorRow(matrix, row, { n, smallest })) return false
  }
  for (let column = 0; column < m; column++) {
    substitute(matrix, right, { n, m, column })
  }
  return true
}

function factorRow(
  matrix: Float64Array,
  row: number,
  { n, smallest }: { n: number; smallest: number },
): boolean {
  const start = row * n
  for (let column = 0; column < row; column++) {
    const other = column * n
    const sum = dot(matrix, [start, other], column)
    matrix[start + column] = ((matrix[start + column] ?? 0) - sum) / (matrix[other + column] ?? 1)
  }
  const diagonal = matrix[start + row] ?? 0
  const pivot = diagonal - dot(matrix, [start, start], row)
  if (!(pivot > smallest * diagonal)) return false
  matrix[start + row] = Math.sqrt(pivot)
  return true
}

function dot(
  matrix: Float64Array,
  [one, other]: readonly [number, number],
  length: number,
): number {
  let sum = 0
  for (let at = 0; at < length; at++) {
    sum += (matrix[one + at] as number) * (matrix[other + at] as number)
  }
  return sum
}

/** L·z = b from the top, then Lᵀ·x = z from the bottom. */
function substitute(
  factor: Float64Array,
  right: Float64Array,
  { n, m, column }: { n: number; m: number; column: number },
): void {
  for (let row = 0; row < n; row++) {
    let value = right[row * m + column] as number
    for (let at = 0; at < row; at++) {
      value -= (factor[row * n + at] as number) * (right[at * m + column] as number)
    }
    right[row * m + column] = value / (factor[row * n + row] as number)
  }
  for (let row = n - 1; row >= 0; row--) {
    let value = right[row * m + column] as number
    for (let at = row + 1; at < n; at++) {
      value -= (factor[at * n + row] as number) * (right[at * m + column] as number)
    }
    right[row * m + column] = value / (factor[row * n + row] as number)
  }
}
