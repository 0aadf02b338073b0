import type { Geometry, Size } from '../../contract/spec'

/** Values [H,W], row-major. */
export interface Grid extends Size {
  readonly values: Float32Array
}

/** first − second, value by value; both are of one size. */
export function signedDifference(first: Grid, second: Grid): Grid {
  const { height, width } = first
  return {
    height,
    width,
    values: first.values.map((value, at) => value - (second.values[at] ?? NaN)),
  }
}

/**
 * A plane of the input as a feature map sees it: at the centre of each receptive field, which for
 * output row y is row y·s − p + (e − 1)/2. Between two pixels it is their mean; NaN where the centre
 * lies outside the input. Returns [H,W] of the map.
 */
export function atFieldCentres(input: Grid, { spec, effectiveKernel, output }: Geometry): Grid {
  const { height, width } = output
  const values = new Float32Array(height * width)
  const [down, across] = [(effectiveKernel.height - 1) / 2, (effectiveKernel.width - 1) / 2]
  for (let y = 0, index = 0; y < height; y++) {
    const row = y * spec.stride.y - spec.padding.top + down
    for (let x = 0; x < width; x++, index++) {
      values[index] = between(input, row, x * spec.stride.x - spec.padding.left + across)
    }
  }
  return { height, width, values }
}

function between({ values, height, width }: Grid, row: number, column: number): number {
  if (row < 0 || column < 0 || row > height - 1 || column > width - 1) return NaN
  const [top, left] = [Math.floor(row), Math.floor(column)]
  const [bottom, right] = [Math.ceil(row), Math.ceil(column)]
  const at = (y: number, x: number): number => values[y * width + x] as number
  return (at(top, left) + at(top, right) + at(bottom, left) + at(bottom, right)) / 4
}
