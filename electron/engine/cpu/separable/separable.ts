import { compose, sentence, type Sentence } from '../../../contract/sentence'
import type { Geometry } from '../../../contract/spec'
import type { Convolution } from '../../engine'
import { exactErrorBound } from '../../measure/agreement'
import type { Routine, Variant } from '../variant'
import { estimateSeparable } from './estimate'
import { planSeparable, type SeparablePlan } from './plan'
import { emitSeparable } from './routine'
import { separate, type Rank, type Separated } from './separate'

/** Kernels of rank 1 (box, Gaussian, Sobel …): k_w + k_h multiply-adds per pixel, not k_w·k_h. */
export const SEPARABLE: Variant = createSeparable('wasm-separable', 1)

/** Kernels of rank 2 (Laplacian of Gaussian, unsharp mask …): twice as many, and a bound of its own. */
export const SEPARABLE_2: Variant = createSeparable('wasm-separable2', 2)

function createSeparable(family: string, rank: Rank): Variant {
  return {
    family,
    isExact: rank === 1,
    refusal: (convolution) => refusal(convolution, { family, rank }),
    estimate: ({ geometry }, profile) => estimateSeparable(geometry, profile, rank),
    errorBound: (convolution) =>
      rank === 1
        ? exactErrorBound(convolution)
        : { factor: separated(convolution, rank).errorFactor, against: 'peaks' },
    build: ({ geometry }, profile, features): Routine => {
      const plan = planSeparable(geometry, profile, rank)
      return {
        name: `${family}-1x${plan.vectors}-${profile.vectorBits}`,
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
}

/** Rows of the first pass at most, input channels of a group times rank: they lie in one thread's cache. */
const MOST_PASSES = 8
/** Pixels that a kernel spans at most. */
const MOST_SPAN = 128
/** Sides of a kernel from which on the passes make fewer multiply-adds than the definition. */
const LEAST_SIDE = { 1: 3, 2: 5 } as const

interface Kind {
  readonly family: string
  readonly rank: Rank
}

function refusal(convolution: Convolution, kind: Kind): Sentence | null {
  const ofGeometry = geometryRefusal(convolution.geometry, kind)
  if (ofGeometry) return ofGeometry
  const { family, rank } = kind
  if (rank === 2 && 'factors' in separate(convolution, 1)) {
    return sentence`${family} covers kernels of rank 2, not of rank 1; wasm-separable covers it.`
  }
  const separation = separate(convolution, rank)
  if (!('reason' in separation)) return null
  const form =
    rank === 1
      ? sentence`the product of a column and a row`
      : sentence`the sum of two products of a column and a row`
  return sentence`${family} covers kernels that are ${form}, and ${separation.reason} that form; wasm-direct covers it.`
}

function geometryRefusal(
  { spec, inChannelsPerGroup, effectiveKernel }: Geometry,
  { family, rank }: Kind,
): Sentence | null {
  const { kernel, stride } = spec
  const { height, width } = effectiveKernel
  const [side, channels] = [LEAST_SIDE[rank], MOST_PASSES / rank]
  const covers = (what: Sentence, not: string) =>
    sentence`${family} covers ${what}, not ${not}; wasm-direct covers it.`
  if (kernel.height < side || kernel.width < side)
    return covers(sentence`kernels from ${side}×${side} on`, `${kernel.height}×${kernel.width}`)
  if (stride.y !== 1 || stride.x !== 1)
    return covers(sentence`stride 1`, `${stride.y}, ${stride.x}`)
  if (inChannelsPerGroup > channels)
    return covers(sentence`up to ${channels} input channels per group`, `${inChannelsPerGroup}`)
  if (Math.max(height, width) > MOST_SPAN)
    return covers(sentence`kernels that span up to ${MOST_SPAN} pixels`, `${height}×${width}`)
  return null
}

/** What the passes are made from. Throws where there was a refusal. */
function separated(convolution: Convolution, rank: Rank): Separated {
  const separation = separate(convolution, rank)
  if ('reason' in separation)
    throw new Error(`a kernel is not separable: ${compose(separation.reason)}`)
  return separation
}

function writeFactors(plan: SeparablePlan, convolution: Convolution, floats: Float32Array): void {
  const { height, width } = plan.geometry.spec.kernel
  separated(convolution, plan.rank).factors.forEach(({ rows, columns }, slice) => {
    rows.forEach((row, r) => floats.set(row, plan.rowsAt / 4 + (slice * plan.rank + r) * width))
    columns.forEach((column, r) =>
      floats.set(column, plan.columnsAt / 4 + (slice * plan.rank + r) * height),
    )
  })
}
