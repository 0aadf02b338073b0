import type { Case } from './cases'
import { randomValues } from '../../contract/random'

/** [O,I/groups,kh,kw] of values in [−1, 1). */
export function randomWeights(random: () => number, shape: Case['weights']): Float32Array {
  return randomValues(
    random,
    shape.reduce((a, b) => a * b, 1),
  )
}

/** [O,I/groups,kh,kw]: `rank` columns times rows for every output and input channel, rounded to f32. */
export function outerProducts(
  random: () => number,
  [outputs, inputs, height, width]: Case['weights'],
  rank: number,
): Float32Array {
  const weights = new Float32Array(outputs * inputs * height * width)
  for (let start = 0; start < weights.length; start += height * width) {
    const slice = new Float64Array(height * width)
    for (let r = 0; r < rank; r++) {
      const [column, row] = [randomValues(random, height), randomValues(random, width)]
      slice.forEach((_, at) => {
        slice[at] =
          (slice[at] ?? 0) + (column[Math.floor(at / width)] ?? 0) * (row[at % width] ?? 0)
      })
    }
    weights.set(slice, start)
  }
  return weights
}
