import type { Convolution } from '../../engine'
import { POINTS, weightMatrix } from '../winograd/matrices'
import { weightsPerOutput, type Winograd1Plan } from './plan'

/** Adds the same to each of the m pixels that it becomes. */
const POINT_OF_BIAS = 1

/**
 * OIHW → for each block of M output channels [8 points][1 + c_i·k_w][M]: what the point's sums start
 * from (the bias at point 1, else 0), then every kernel column as U = G·g, computed in f64 and rounded
 * once. A true convolution's kernel is turned here.
 */
export function packWeights(
  plan: Winograd1Plan,
  { weights, bias }: Convolution,
  floats: Float32Array,
): void {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = plan.geometry
  const { height, width } = spec.kernel
  const matrix = weightMatrix(height)
  const perPoint = 1 + plan.walk.taps
  for (let group = 0; group < spec.groups; group++) {
    for (const { first, channels } of plan.blocks) {
      const outChannel = group * outChannelsPerGroup + first
      const target = plan.constants.weights / 4 + outChannel * weightsPerOutput(plan.walk)
      for (let m = 0; m < channels; m++) {
        for (let point = 0; point < POINTS; point++) {
          const start = target + point * perPoint * channels + m
          floats[start] = point === POINT_OF_BIAS ? (bias[outChannel + m] ?? 0) : 0
          for (let tap = 0; tap < plan.walk.taps; tap++) {
            const [i, kx] = [Math.floor(tap / width), tap % width]
            const source = ((outChannel + m) * inChannelsPerGroup + i) * height * width
            const column = spec.flip
              ? { first: source + height * width - 1 - kx, step: -width }
              : { first: source + kx, step: width }
            floats[start + (1 + tap) * channels] = pointOf(weights, column, {
              matrix,
              point,
              height,
            })
          }
        }
      }
    }
  }
}

/** Σ_ky G[point][ky] · g[ky] */
function pointOf(
  weights: Float32Array,
  column: { first: number; step: number },
  { matrix, point, height }: { matrix: Float64Array; point: number; height: number },
): number {
  let sum = 0
  for (let ky = 0; ky < height; ky++) {
    sum += (matrix[point * height + ky] ?? 0) * (weights[column.first + ky * column.step] ?? 0)
  }
  return sum
}
