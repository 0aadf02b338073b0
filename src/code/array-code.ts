import { numberText } from './padding-code'

/** Nested brackets of a row-major array: one kernel row per line. Python, and JSON as it happens. */
export function nestedText(data: ArrayLike<number>, shape: readonly number[], indent = 4): string {
  const [count = 0, ...rest] = shape
  if (rest.length === 0) {
    return `[${Array.from({ length: count }, (_, index) => numberText(data[index] ?? 0)).join(', ')}]`
  }
  const size = rest.reduce((product, side) => product * side, 1)
  const values = Array.from(data)
  const parts = Array.from({ length: count }, (_, index) =>
    nestedText(values.slice(index * size, (index + 1) * size), rest, indent + 1),
  )
  const line = rest.length === 1 ? `,\n${' '.repeat(indent + 1)}` : `,\n\n${' '.repeat(indent + 1)}`
  return `[${parts.join(line)}]`
}

/** A MATLAB matrix: rows apart by semicolons. */
export function matlabMatrix(
  data: ArrayLike<number>,
  [height, width]: readonly [number, number],
): string {
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => numberText(data[y * width + x] ?? 0)).join(' '),
  )
  return `[${rows.join('; ')}]`
}
