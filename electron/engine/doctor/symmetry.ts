import type { Parity, Symmetry } from '../../contract/doctor'
import type { Size } from '../../contract/spec'

/** A kernel slice [kh,kw], row-major. */
export interface KernelSlice extends Size {
  readonly values: Float32Array
}

/** Weights this close, as a part of the largest, count as equal: the rounding of f32 sums. */
const ALIKE = 1e-6

/** How a kernel [kh,kw] answers mirrors and turns. All zeros is even in everything. */
export function symmetryOf(kernel: KernelSlice): Symmetry {
  const { height, width } = kernel
  const at = (y: number, x: number): number => kernel.values[y * width + x] ?? 0
  return {
    x: parity(kernel, (y, x) => at(y, width - 1 - x)),
    y: parity(kernel, (y, x) => at(height - 1 - y, x)),
    halfTurn: parity(kernel, (y, x) => at(height - 1 - y, width - 1 - x)),
    quarterTurn: height === width ? parity(kernel, (y, x) => at(x, height - 1 - y)) : null,
  }
}

/** The symmetry that all of some kernels have. */
export function commonSymmetry(kernels: readonly KernelSlice[]): Symmetry {
  const found = kernels.filter(({ values }) => values.some((value) => value !== 0)).map(symmetryOf)
  const common = (key: keyof Symmetry): Parity => {
    const [first, ...others] = found.map((symmetry) => symmetry[key])
    if (first === undefined) return 'even'
    return others.every((other) => other === first) ? first : null
  }
  return {
    x: common('x'),
    y: common('y'),
    halfTurn: common('halfTurn'),
    quarterTurn: common('quarterTurn'),
  }
}

function parity({ values, width }: KernelSlice, turned: (y: number, x: number) => number): Parity {
  const slack = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * ALIKE
  const isAll = (sign: number): boolean =>
    values.every(
      (value, index) =>
        Math.abs(value - sign * turned(Math.floor(index / width), index % width)) <= slack,
    )
  return isAll(1) ? 'even' : isAll(-1) ? 'odd' : null
}
