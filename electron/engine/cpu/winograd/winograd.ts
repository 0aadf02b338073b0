import type { Geometry } from '../../../contract/spec'
import type { Convolution } from '../../engine'
import type { Routine, Variant } from '../variant'
import { estimateWinograd } from './estimate'
import { POINTS, transformKernel, weightMatrix } from './matrices'
import { planWinograd, type WinogradPlan } from './plan'
import { emitWinograd } from './routine'
import { FACTORS } from './transforms'

/** Published bound; the largest error seen in tests is a tenth of it. */
const ERROR_FACTOR = 256

/** Square kernels of 3, 5 and 7 at stride and dilation 1, through 8-point Winograd transforms. */
export const WINOGRAD: Variant = {
  family: 'wasm-winograd',
  isExact: false,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateWinograd(geometry, profile),
  errorBound: () => ({ factor: ERROR_FACTOR, against: 'peaks' }),
  build({ geometry }, profile, features): Routine {
    const plan = planWinograd(geometry, profile)
    return {
      name: `wasm-winograd-f${plan.tileSide}x${geometry.spec.kernel.width}-${profile.vectorBits}`,
      module: emitWinograd(plan, features),
      strips: plan.strips,
      scratchBytes: plan.scratch.bytes,
      constantsBytes: plan.constants.bytes,
      writeConstants: (convolution, floats, integers) => {
        packWeights(plan, convolution, floats)
        floats.set(convolution.bias, plan.constants.bias / 4)
        floats.set(FACTORS, plan.constants.factors / 4)
        integers.set(plan.sources.rows, plan.constants.rows / 4)
        integers.set(plan.sources.columns, plan.constants.columns / 4)
      },
    }
  },
}

function refusal({ spec }: Geometry): string | null {
  const { kernel, stride, dilation } = spec
  const fits =
    kernel.height === kernel.width &&
    [3, 5, 7].includes(kernel.width) &&
    stride.y === 1 &&
    stride.x === 1 &&
    dilation.y === 1 &&
    dilation.x === 1
  if (fits) return null
  return (
    `wasm-winograd covers square kernels of 3, 5 and 7 at stride and dilation 1, not ` +
    `${kernel.height}×${kernel.width} at stride ${stride.y}, ${stride.x} and dilation ` +
    `${dilation.y}, ${dilation.x}; wasm-direct covers it.`
  )
}

/** OIHW → for each block of M output channels [horizontal point][c_i][M][vertical point]. */
function packWeights(plan: WinogradPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = plan.geometry
  const area = spec.kernel.width ** 2
  const matrix = weightMatrix(spec.kernel.width)
  const points = new Float64Array(POINTS * POINTS)
  for (let group = 0; group < spec.groups; group++) {
    for (const { first, channels } of plan.blocks) {
      const block = (group * outChannelsPerGroup + first) * inChannelsPerGroup
      for (let m = 0; m < channels; m++) {
        for (let i = 0; i < inChannelsPerGroup; i++) {
          const at = (block + m * inChannelsPerGroup + i) * area
          const kernel = weights.subarray(at, at + area)
          transformKernel(matrix, spec.flip ? kernel.slice().reverse() : kernel, points)
          for (let c = 0; c < POINTS; c++) {
            const target = block * 64 + ((c * inChannelsPerGroup + i) * channels + m) * POINTS
            floats.set(points.subarray(c * POINTS, (c + 1) * POINTS), target)
          }
        }
      }
    }
  }
}
