/** Points of the transforms along an axis: m + k − 1 = 8 for every kernel side k. */
export const POINTS = 8
/** Points of a tile: 8 down × 8 across. */
export const TILE_POINTS = POINTS * POINTS

/**
 * Weight transform G of F(m, k) with the points 0, 1, −1, 2, −2, ½, −½, ∞: row p is
 * scale_p · [1, p, …, p^(k−1)]; ∞ picks the last weight. Row-major [8][k].
 * (A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2015; the scales are
 * the Lagrange denominators of these points.)
 */
export function weightMatrix(kernelSide: number): Float64Array {
  const powers = (point: number, scale: number) =>
    Array.from({ length: kernelSide }, (_, power) => scale * point ** power)
  return new Float64Array([
    ...powers(0, 1),
    ...powers(1, -2 / 9),
    ...powers(-1, -2 / 9),
    ...powers(2, 1 / 90),
    ...powers(-2, 1 / 90),
    ...powers(0.5, 32 / 45),
    ...powers(-0.5, 32 / 45),
    ...Array.from({ length: kernelSide }, (_, power) => (power === kernelSide - 1 ? 1 : 0)),
  ])
}

/** Σ_i |Bᵀ| of each point's row: how large a value of a window of values up to 1 becomes there. */
export const inputRowSums = [12.5, 12.5, 12.5, 7.5, 7.5, 15, 15, 12.5]

/** Output transform A, row-major [8][m]: [1, p, …, p^(m−1)] of each point; ∞ gives the last pixel. */
export function outputMatrix(outputs: number): Float64Array {
  const powers = (point: number) => Array.from({ length: outputs }, (_, power) => point ** power)
  const last = Array.from({ length: outputs }, (_, power) => (power === outputs - 1 ? 1 : 0))
  return new Float64Array([0, 1, -1, 2, -2, 0.5, -0.5].flatMap(powers).concat(last))
}
