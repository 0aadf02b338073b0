import { sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Routine, Variant } from '../variant'
import { FACTORS } from '../winograd/vectors'
import { winograd1ErrorBound } from './error-bound'
import { estimateWinograd1 } from './estimate'
import { planWinograd1 } from './plan'
import { emitWinograd1 } from './routine'
import { packWeights } from './weights'

/** Weights of a kernel's column. */
const [LEAST_WEIGHTS, MOST_WEIGHTS] = [2, 7]

/**
 * Kernels of 2 to 7 rows and any columns at stride 1, any dilation and groups, through 8-point
 * Winograd transforms down the columns.
 */
export const WINOGRAD_1: Variant = {
  family: 'wasm-winograd1',
  isExact: false,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateWinograd1(geometry, profile),
  errorBound: ({ geometry }) => winograd1ErrorBound(geometry),
  build({ geometry }, profile, features): Routine {
    const plan = planWinograd1(geometry, profile)
    const { side, constants } = plan
    const { tables } = plan.window
    return {
      name: `wasm-winograd1-f${side}x${geometry.spec.kernel.height}-${profile.vectorBits}`,
      module: emitWinograd1(plan, features),
      strips: plan.strips,
      scratchBytes: plan.scratch.bytes,
      constantsBytes: constants.bytes,
      writeConstants: (convolution, floats, integers) => {
        packWeights(plan, convolution, floats)
        floats.set(FACTORS, constants.factors / 4)
        integers.set(plan.walk.pieces, constants.taps / 4)
        integers.set(plan.sources.rows, tables.rows / 4)
        integers.set(plan.sources.columns, tables.columns / 4)
      },
    }
  },
}

function refusal({ spec: { kernel, stride } }: Geometry): Sentence | null {
  const isCovered =
    stride.y === 1 &&
    stride.x === 1 &&
    kernel.height >= LEAST_WEIGHTS &&
    kernel.height <= MOST_WEIGHTS
  if (isCovered) return null
  return sentence`wasm-winograd1 covers kernels of 2 to 7 rows at stride 1, not ${kernel.height}×${kernel.width} at stride ${stride.y}, ${stride.x}; wasm-direct covers it.`
}
