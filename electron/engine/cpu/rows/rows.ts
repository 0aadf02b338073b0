import { sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Convolution } from '../../engine'
import { exactErrorBound } from '../../measure/agreement'
import { writeTables } from '../strip-copy'
import type { Routine, Variant } from '../variant'
import { estimateRows } from './estimate'
import { planRows, type RowsPlan } from './plan'
import { emitRows } from './routine'
import { channelRuns } from './walks'

/** Few channels at stride 1, bound by memory: each input value that is loaded feeds several output rows. */
export const ROWS: Variant = {
  family: 'wasm-rows',
  isExact: true,
  refusal: ({ geometry }) => refusal(geometry),
  estimate: ({ geometry }, profile) => estimateRows(geometry, profile),
  errorBound: exactErrorBound,
  build({ geometry }, profile, features): Routine {
    const plan = planRows(geometry, profile)
    const { channels, rows } = plan.tile
    return {
      name: `wasm-rows-${channels}x${rows}-${profile.vectorBits}`,
      module: emitRows(plan, features),
      strips: plan.strips,
      scratchBytes: plan.layout.bytes,
      constantsBytes: plan.constantsBytes,
      writeConstants: (convolution, floats, integers) => {
        packWeights(plan, convolution, floats)
        floats.set(convolution.bias, plan.biasAt / 4)
        writeTables(plan.layout, plan.tables, integers)
      },
    }
  },
}

/** Input channels of a group, and pixels that a kernel spans, at most. */
const MOST_CHANNELS = 4
const MOST_SPAN = 64

function refusal({ spec, inChannelsPerGroup, effectiveKernel }: Geometry): Sentence | null {
  const { stride } = spec
  if (stride.y !== 1 || stride.x !== 1)
    return sentence`wasm-rows covers stride 1, not ${stride.y}, ${stride.x}; wasm-direct covers it.`
  if (inChannelsPerGroup > MOST_CHANNELS) {
    return sentence`wasm-rows covers up to ${MOST_CHANNELS} input channels per group, not ${inChannelsPerGroup}; wasm-direct covers it.`
  }
  const { height, width } = effectiveKernel
  if (Math.max(height, width) <= MOST_SPAN) return null
  return sentence`wasm-rows covers kernels that span up to ${MOST_SPAN} pixels, not ${height}×${width}; wasm-direct covers it.`
}

/** OIHW → for each block of M output channels [c_i][chunk][k_x][k_y of the chunk][M], turned for `flip`. */
function packWeights(plan: RowsPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, outChannelsPerGroup } = plan.geometry
  let place = plan.weightsAt / 4
  for (let group = 0; group < spec.groups; group++) {
    for (const { channels, first, end } of channelRuns(plan)) {
      for (let channel = first; channel < end; channel += channels) {
        const base = (group * outChannelsPerGroup + channel) * plan.taps
        for (const tap of tapOrder(plan)) {
          for (let m = 0; m < channels; m++)
            floats[place++] = weights[base + m * plan.taps + tap] ?? 0
        }
      }
    }
  }
}

/** Places in [c_i,k_h,k_w] in the order in which the routine takes them. */
function* tapOrder({ geometry, chunks }: RowsPlan): Generator<number> {
  const { spec, inChannelsPerGroup } = geometry
  const { height, width } = spec.kernel
  for (let channel = 0; channel < inChannelsPerGroup; channel++) {
    let firstRow = 0
    for (const rows of chunks) {
      for (let column = 0; column < width; column++) {
        for (let row = firstRow; row < firstRow + rows; row++) {
          const within = row * width + column
          yield channel * height * width + (spec.flip ? height * width - 1 - within : within)
        }
      }
      firstRow += rows
    }
  }
}
