import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import type { Reason } from '../../contract/jobs'
import type { Convolution } from '../engine'
import { planDirect } from './direct-plan'
import type { DispatchPlan } from './plan'
import { planTiled, tiledWindow, usableBytes } from './tiled-plan'

/** A planned convolution and why it is planned so. */
export interface ChosenVariant {
  /** e.g. `wgsl-tiled-16x16`: family, then tile width × height in outputs. */
  readonly name: string
  readonly reason: Reason
  readonly plan: DispatchPlan
}

const DIRECT = { family: 'wgsl-direct', name: 'wgsl-direct-8x8', tile: { height: 8, width: 8 } }
const TILED = { family: 'wgsl-tiled', name: 'wgsl-tiled-16x16', tile: { height: 16, width: 16 } }

/** Every variant's whole name. */
export const VARIANT_NAMES: readonly string[] = [DIRECT.name, TILED.name]

/**
 * Chooses and plans a variant. wanted: `auto`, a family or a whole name; sharedBytes: workgroup
 * memory of the device. Throws `unsupported` for an unknown name, and when the variant asked for
 * does not cover the convolution.
 */
export function chooseVariant(
  convolution: Convolution,
  wanted: string,
  sharedBytes: number,
): ChosenVariant {
  switch (wanted) {
    case 'auto':
    case 'fast':
      return chooseBest(convolution, sharedBytes)
    case DIRECT.family:
    case DIRECT.name:
      return direct(convolution, { kind: 'asked' })
    case TILED.family:
    case TILED.name:
      return forcedTiled(convolution, sharedBytes)
    default:
      throw new FaultError(
        'unsupported',
        sentence`WebGPU has no variant "${wanted}"; there are ${DIRECT.name} and ${TILED.name}, and auto.`,
      )
  }
}

/** Tiled wherever a loaded window is used often enough to pay for loading it. */
function chooseBest(convolution: Convolution, sharedBytes: number): ChosenVariant {
  const { geometry } = convolution
  if (geometry.outChannelsPerGroup === 1) {
    return direct(convolution, { kind: 'one-output' })
  }
  if (geometry.output.height < TILED.tile.height / 4) {
    return direct(convolution, { kind: 'few-rows' })
  }
  const plan = planTiled(convolution, TILED.tile, sharedBytes)
  if (!plan) return direct(convolution, { kind: 'large-window' })
  return { name: TILED.name, reason: { kind: 'shared-window' }, plan }
}

function direct(convolution: Convolution, reason: Reason): ChosenVariant {
  return { name: DIRECT.name, reason, plan: planDirect(convolution, DIRECT.tile) }
}

function forcedTiled(convolution: Convolution, sharedBytes: number): ChosenVariant {
  const plan = planTiled(convolution, TILED.tile, sharedBytes)
  if (plan) return { name: TILED.name, reason: { kind: 'asked' }, plan }
  throw new FaultError(
    'unsupported',
    sentence`${tooLarge(convolution, sharedBytes)} ${DIRECT.name} covers it.`,
  )
}

function tooLarge({ geometry }: Convolution, sharedBytes: number): Sentence {
  const { height, width } = tiledWindow(geometry, TILED.tile)
  const kibibytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
  return sentence`${TILED.name} would hold an input window of ${height}×${width} values (${kibibytes(height * width * 4)}) in workgroup memory, of which ${kibibytes(usableBytes(sharedBytes))} can be used here.`
}
