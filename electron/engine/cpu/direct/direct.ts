import type { Convolution } from '../../engine'
import { exactErrorBound } from '../../measure/agreement'
import { writeTables } from '../strip-copy'
import type { Routine, Variant } from '../variant'
import { estimateDirect } from './estimate'
import { planDirect, type DirectPlan } from './plan'
import { emitDirect } from './routine'

/** Every geometry: any kernel, stride, dilation, padding and groups, as a sum over the taps. */
export const DIRECT: Variant = {
  family: 'wasm-direct',
  isExact: true,
  refusal: () => null,
  estimate: ({ geometry }, profile) => estimateDirect(geometry, profile),
  errorBound: exactErrorBound,
  build({ geometry }, profile, features): Routine {
    const plan = planDirect(geometry, profile)
    const widest = plan.slices[0]?.[0]
    return {
      name: `wasm-direct-${widest?.channels ?? 0}x${widest?.vectors ?? 0}-${profile.vectorBits}`,
      module: emitDirect(plan, features),
      strips: plan.strips,
      scratchBytes: plan.layout.bytes,
      constantsBytes: plan.constantsBytes,
      writeConstants: (convolution, floats, integers) =>
        writeConstants(plan, convolution, { floats, integers }),
    }
  },
}

interface Views {
  readonly floats: Float32Array
  readonly integers: Int32Array
}

function writeConstants(
  plan: DirectPlan,
  convolution: Convolution,
  { floats, integers }: Views,
): void {
  packWeights(plan, convolution, floats)
  floats.set(convolution.bias, plan.biasAt / 4)
  integers.set(plan.walk.pieces, plan.tapsAt / 4)
  writeTables(plan.layout, plan.tables, integers)
}

/** OIHW → for each block of M output channels [tap][M]; a true convolution's kernel is turned here. */
function packWeights(plan: DirectPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, outChannelsPerGroup } = plan.geometry
  const { taps } = plan.walk
  const area = spec.kernel.height * spec.kernel.width
  let place = plan.weightsAt / 4
  for (let group = 0; group < spec.groups; group++) {
    for (const { first, channels } of plan.slices.flat()) {
      const base = (group * outChannelsPerGroup + first) * taps
      for (let tap = 0; tap < taps; tap++) {
        const within = tap % area
        const source = spec.flip ? tap - within + (area - 1 - within) : tap
        for (let m = 0; m < channels; m++) floats[place++] = weights[base + m * taps + source] ?? 0
      }
    }
  }
}
