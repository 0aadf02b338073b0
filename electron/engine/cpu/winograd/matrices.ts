/** Points of the transforms: m + k − 1 = 8 for every kernel size. */
export const POINTS = 8

/**
 * Weight transform of F(m, k) with the points 0, 1, −1, 2, −2, ½, −½, ∞: row p is
 * scale_p · [1, p, …, p^(k−1)]; ∞ picks the last weight. [8][k]
 * (A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2015; the scales are
 * the Lagrange denominators of these points.)
 */
export function weightMatrix(kernelSide: number): number[][] {
  const powers = (point: number, scale: number) =>
    Array.from({ length: kernelSide }, (_, power) => scale * point ** power)
  return [
    powers(0, 1),
    powers(1, -2 / 9),
    powers(-1, -2 / 9),
    powers(2, 1 / 90),
    powers(-2, 1 / 90),
    powers(0.5, 32 / 45),
    powers(-0.5, 32 / 45),
    Array.from({ length: kernelSide }, (_, power) => (power === kernelSide - 1 ? 1 : 0)),
  ]
}

/**
 * U = G·g·Gᵀ, turned: `target[c·8 + v]` belongs to horizontal point c and vertical point v.
 * kernel: k×k numbers, row-major.
 */
export function transformKernel(
  matrix: readonly (readonly number[])[],
  kernel: ArrayLike<number>,
  target: Float64Array,
): void {
  const side = matrix[0]?.length ?? 0
  for (let v = 0; v < POINTS; v++) {
    for (let c = 0; c < POINTS; c++) {
      let sum = 0
      for (let a = 0; a < side; a++) {
        let row = 0
        for (let b = 0; b < side; b++) row += (kernel[a * side + b] ?? 0) * (matrix[c]?.[b] ?? 0)
        sum += row * (matrix[v]?.[a] ?? 0)
      }
      target[c * POINTS + v] = sum
    }
  }
}
