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

/**
 * Rows of fewer bytes are walked one by one. Several at once would be several short streams within
 * a page of memory, which the processor then no longer reads ahead: of 32 planes of 512 × 512, k3,
 * four rows at once take 5.4 ms and one 3.8; from 1,000 columns on it is the other way round.
 */
const SHORT_ROW_BYTES = 3328
/** Vectors of a tile of one row. */
const LONG = 4

/** Kernel rows at most for which one row at once pays: each input then feeds one sum only. */
const FEW_KERNEL_ROWS = 3

/** The tile for a geometry. */
export function chooseTile(geometry: Geometry, profile: Profile): RowsTile {
  const isHoisting = profile.name === 'one-tap-128'
  const channels = geometry.outChannelsPerGroup > 1 ? 2 : 1
  const isSingle = channels === 1 && hasShortRows(geometry)
  const wanted = isSingle ? LONG : profile.vectorBits / 128
  const vectors = geometry.output.width >= wanted * 4 ? wanted : 1
  const rows = isSingle ? 1 : channels > 1 && isHoisting ? 2 : 4
  const registers = Math.ceil((vectors * 128) / profile.vectorBits)
  const kernelRows = mostKernelRows({ channels, rows, registers, isHoisting })
  return { channels, rows, vectors, kernelRows }
}

function hasShortRows(geometry: Geometry): boolean {
  const { input, kernel } = geometry.spec
  const isShort = input.width * 4 < SHORT_ROW_BYTES && kernel.height <= FEW_KERNEL_ROWS
  return isShort && hasMiddle(geometry, LONG)
}

/** Whether rows are wide enough that tiles between the two ends need no padding. */
export function hasMiddle({ spec, output, effectiveKernel }: Geometry, vectors: number): boolean {
  return Math.min(output.width, spec.input.width - effectiveKernel.width) >= vectors * 4 * 3
}

/**
 * How many kernel rows fit the registers. Live are the sums, R + q − 1 inputs (each of `registers`
 * registers), and one weight, or all M·q of them where V8 hoists every load of a basic block.
 */
function mostKernelRows(shape: {
  channels: number
  rows: number
  registers: number
  isHoisting: boolean
}): number {
  const { channels, rows, registers, isHoisting } = shape
  const free = REGISTERS - (channels * rows + rows - 1) * registers
  const most = isHoisting ? free / (registers + channels) : (free - 1) / registers
  return Math.floor(most)
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
