import { sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Routine, Variant } from '../variant'
import { winogradErrorBound } from './error-bound'
import { estimateWinograd } from './estimate'
import { planWinograd } from './plan'
import { emitWinograd } from './routine'
import { FACTORS } from './vectors'
import { packWeights } from './weights'

/** More phases would spread a kernel over mostly zeros. */
const MOST_STRIDE = 4
/** Weights of a phase per axis. */
const [LEAST_WEIGHTS, MOST_WEIGHTS] = [2, 7]

/**
 * Kernels whose sides, divided by the stride and rounded up, lie between 2 and 7, at strides 1 to 4
 * per axis and dilation 1, through 8-point Winograd transforms.
 */
export const WINOGRAD: Variant = {
  family: 'wasm-winograd',
  isExact: false,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateWinograd(geometry, profile),
  errorBound: ({ geometry }) => winogradErrorBound(geometry),
  build({ geometry }, profile, features): Routine {
    const plan = planWinograd(geometry, profile)
    return {
      name: `wasm-winograd-${tileName(geometry)}-${profile.vectorBits}`,
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

/** `f4x5`: 4 outputs of 5 weights; `f5x4s2` with the stride; `f6x3-4x5` where the axes differ. */
function tileName({ spec: { kernel, stride } }: Geometry): string {
  const axis = (side: number, step: number) => {
    const weights = Math.ceil(side / step)
    return `${9 - weights}x${weights}${step === 1 ? '' : `s${step}`}`
  }
  const [down, across] = [axis(kernel.height, stride.y), axis(kernel.width, stride.x)]
  return down === across ? `f${down}` : `f${down}-${across}`
}

function refusal({ spec }: Geometry): Sentence | null {
  const { kernel, stride, dilation } = spec
  const fits = (side: number, step: number, spread: number) => {
    const weights = Math.ceil(side / step)
    return (
      spread === 1 && step <= MOST_STRIDE && weights >= LEAST_WEIGHTS && weights <= MOST_WEIGHTS
    )
  }
  const isCovered =
    fits(kernel.height, stride.y, dilation.y) && fits(kernel.width, stride.x, dilation.x)
  if (isCovered) return null
  return sentence`wasm-winograd covers kernels of 2 to 7 at stride 1 (of 2 to 7 weights in each phase at strides 2 to 4) and dilation 1, not ${kernel.height}×${kernel.width} at stride ${stride.y}, ${stride.x} and dilation ${dilation.y}, ${dilation.x}; wasm-direct covers it.`
}
