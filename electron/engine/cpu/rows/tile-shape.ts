import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'

/**
 * What stays in registers: the sums of M output channels × R output rows × N vectors. Every input
 * vector that is loaded feeds up to M·q of them, q = kernelRows.
 */
export interface RowsTile {
  readonly channels: number
  readonly rows: number
  readonly vectors: number
  /** Kernel rows that are taken at once, at most. */
  readonly kernelRows: number
}

/** Vector registers that V8 leaves to a routine on x64. */
const REGISTERS = 15

/** The tile for a geometry. */
export function chooseTile({ output, outChannelsPerGroup }: Geometry, profile: Profile): RowsTile {
  const vectors = output.width * 32 >= profile.vectorBits ? profile.vectorBits / 128 : 1
  const isHoisting = profile.name === 'one-tap-128'
  const channels = outChannelsPerGroup > 1 ? 2 : 1
  const rows = channels > 1 && isHoisting ? 2 : 4
  const kernelRows = mostKernelRows({ channels, rows, isHoisting })
  return { channels, rows, vectors, kernelRows }
}

/**
 * How many kernel rows fit the registers. Live are the sums, R + q − 1 inputs, and one weight, or
 * all M·q of them where V8 hoists every load of a basic block.
 */
function mostKernelRows(shape: { channels: number; rows: number; isHoisting: boolean }): number {
  const { channels, rows, isHoisting } = shape
  const free = REGISTERS - channels * rows - (rows - 1)
  return Math.floor(isHoisting ? free / (1 + channels) : free - 1)
}

/** Cuts k_h kernel rows into chunks of nearly equal length, `most` at most. */
export function cutChunks(kernelHeight: number, most: number): number[] {
  const count = Math.ceil(kernelHeight / most)
  return Array.from(
    { length: count },
    (_, index) =>
      Math.floor(((index + 1) * kernelHeight) / count) - Math.floor((index * kernelHeight) / count),
  )
}
