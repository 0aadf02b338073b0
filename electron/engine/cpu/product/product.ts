import { sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Convolution } from '../../engine'
import { exactErrorBound } from '../../measure/agreement'
import type { Routine, Variant } from '../variant'
import { estimateProduct } from './estimate'
import { planProduct, type ProductPlan } from './plan'
import { emitProduct } from './routine'

/** 1×1 kernels: [c_o × pixels] = weights [c_o × c_i] · input [c_i × pixels], in blocks. */
export const PRODUCT: Variant = {
  family: 'wasm-product',
  isExact: true,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateProduct(geometry, profile),
  errorBound: exactErrorBound,
  build({ geometry }, profile, features): Routine {
    const plan = planProduct(geometry, profile)
    const widest = plan.slices[0]?.[0]
    return {
      name: `wasm-product-${widest?.channels ?? 0}x${widest?.vectors ?? 0}-${profile.vectorBits}`,
      module: emitProduct(plan, features),
      strips: plan.strips,
      scratchBytes: plan.scratchBytes,
      constantsBytes: plan.constantsBytes,
      writeConstants: (convolution, floats) => {
        packWeights(plan, convolution, floats)
        floats.set(convolution.bias, plan.biasAt / 4)
      },
    }
  },
}

function refusal({ spec }: Geometry): Sentence | null {
  const { kernel, stride, padding } = spec
  if (kernel.height !== 1 || kernel.width !== 1)
    return sentence`wasm-product covers 1×1 kernels, not ${kernel.height}×${kernel.width}; wasm-direct covers it.`
  if (stride.y !== 1 || stride.x !== 1)
    return sentence`wasm-product covers stride 1, not ${stride.y}, ${stride.x}; wasm-direct covers it.`
  const { top, right, bottom, left } = padding
  if (top + right + bottom + left === 0) return null
  return sentence`wasm-product covers layers without padding, not ${top}, ${right}, ${bottom}, ${left}; wasm-direct covers it.`
}

/** OI → for each block of M output channels [c_i][M]. */
function packWeights(plan: ProductPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, outChannelsPerGroup, inChannelsPerGroup } = plan.geometry
  let place = plan.weightsAt / 4
  for (let group = 0; group < spec.groups; group++) {
    for (const { first, channels } of plan.slices.flat()) {
      const base = (group * outChannelsPerGroup + first) * inChannelsPerGroup
      for (let i = 0; i < inChannelsPerGroup; i++) {
        for (let m = 0; m < channels; m++)
          floats[place++] = weights[base + m * inChannelsPerGroup + i] ?? 0
      }
    }
  }
}
