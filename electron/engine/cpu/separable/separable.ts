import type { Geometry } from '../../../contract/spec'
import type { Convolution } from '../../engine'
import { exactErrorBound } from '../../measure/agreement'
import type { Routine, Variant } from '../variant'
import { estimateSeparable } from './estimate'
import { planSeparable, type SeparablePlan } from './plan'
import { emitSeparable } from './routine'
import { separate } from './separate'

/** Kernels of rank 1 (box, Gaussian, Sobel …): k_w + k_h multiply-adds per pixel, not k_w·k_h. */
export const SEPARABLE: Variant = {
  family: 'wasm-separable',
  isExact: true,
  refusal,
  estimate: ({ geometry }, profile) => estimateSeparable(geometry, profile),
  errorBound: exactErrorBound,
  build({ geometry }, profile, features): Routine {
    const plan = planSeparable(geometry, profile)
    return {
      name: `wasm-separable-1x${plan.vectors}-${profile.vectorBits}`,
      module: emitSeparable(plan, features),
      strips: plan.strips,
      scratchBytes: plan.scratchBytes,
      constantsBytes: plan.constantsBytes,
      writeConstants: (convolution, floats, integers) => {
        writeFactors(plan, convolution, floats)
        floats.set(convolution.bias, plan.biasAt / 4)
        integers.set(plan.sources.rows, plan.window.tables.rows / 4)
        integers.set(plan.sources.columns, plan.window.tables.columns / 4)
      },
    }
  },
}

/** Input channels of a group at most: their rows of the first pass lie in one thread's cache. */
const MOST_CHANNELS = 8
/** Pixels that a kernel spans at most. */
const MOST_SPAN = 128

function refusal(convolution: Convolution): string | null {
  const ofGeometry = geometryRefusal(convolution.geometry)
  if (ofGeometry) return ofGeometry
  const separation = separate(convolution)
  if (!('reason' in separation)) return null
  return (
    `wasm-separable covers kernels that are the product of a column and a row, and ` +
    `${separation.reason} that form; wasm-direct covers it.`
  )
}

function geometryRefusal({ spec, inChannelsPerGroup, effectiveKernel }: Geometry): string | null {
  const { kernel, stride } = spec
  if (kernel.height < 3 || kernel.width < 3)
    return `wasm-separable covers kernels from 3×3 on, not ${kernel.height}×${kernel.width}; wasm-direct covers it.`
  if (stride.y !== 1 || stride.x !== 1)
    return `wasm-separable covers stride 1, not ${stride.y}, ${stride.x}; wasm-direct covers it.`
  if (inChannelsPerGroup > MOST_CHANNELS) {
    return (
      `wasm-separable covers up to ${MOST_CHANNELS} input channels per group, not ` +
      `${inChannelsPerGroup}; wasm-direct covers it.`
    )
  }
  const { height, width } = effectiveKernel
  if (Math.max(height, width) <= MOST_SPAN) return null
  return (
    `wasm-separable covers kernels that span up to ${MOST_SPAN} pixels, not ${height}×${width}; ` +
    `wasm-direct covers it.`
  )
}

function writeFactors(plan: SeparablePlan, convolution: Convolution, floats: Float32Array): void {
  const separation = separate(convolution)
  if ('reason' in separation) throw new Error(`a kernel is not separable: ${separation.reason}`)
  const { kernel } = plan.geometry.spec
  separation.factors.forEach(({ rows, columns }, slice) => {
    if (rows[0]) floats.set(rows[0], plan.rowsAt / 4 + slice * kernel.width)
    if (columns[0]) floats.set(columns[0], plan.columnsAt / 4 + slice * kernel.height)
  })
}
