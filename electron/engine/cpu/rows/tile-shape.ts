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
/** Kernel rows at most for which one row of a single output pays: each input feeds one sum only. */
const FEW_KERNEL_ROWS = 3
/** k_h·k_w at most for one row at once: its ends are written out tap by tap. */
const MOST_TAPS = 64
/** Registers of each of M outputs of one row: enough sums to keep the multiply-adds busy. */
const ONE_ROW_REGISTERS = { 2: 4, 3: 3, 4: 2 } as const

/** The tile for a geometry. */
export function chooseTile(geometry: Geometry, profile: Profile): RowsTile {
  return oneRowTile(geometry, profile) ?? manyRowsTile(geometry, profile)
}

/**
 * One row of up to four outputs. With several inputs, four rows of each would be more streams than
 * the processor reads ahead: 3 → 4 k3 of 1080p takes 5.3 ms by one row and 5.9 by four.
 */
function oneRowTile(geometry: Geometry, profile: Profile): RowsTile | null {
  const { spec, inChannelsPerGroup, outChannelsPerGroup: outputs } = geometry
  const { input, kernel } = spec
  const isShort = input.width * 4 < SHORT_ROW_BYTES
  const pays =
    outputs === 1
      ? isShort && kernel.height <= FEW_KERNEL_ROWS
      : (isShort || inChannelsPerGroup > 1) && kernel.height * kernel.width <= MOST_TAPS
  if (!pays || (outputs > 4 && outputs % 4 !== 0)) return null
  const channels = Math.min(4, outputs) as 1 | 2 | 3 | 4
  const vectors = channels === 1 ? 4 : (ONE_ROW_REGISTERS[channels] * profile.vectorBits) / 128
  if (!hasMiddle(geometry, vectors)) return null
  const kernelRows = channels > 1 ? 1 : mostKernelRows({ channels, rows: 1, vectors }, profile)
  return { channels, rows: 1, vectors, kernelRows }
}

function manyRowsTile({ output, outChannelsPerGroup }: Geometry, profile: Profile): RowsTile {
  const vectors = output.width * 32 >= profile.vectorBits ? profile.vectorBits / 128 : 1
  const channels = outChannelsPerGroup > 1 ? 2 : 1
  const rows = channels > 1 && profile.name === 'one-tap-128' ? 2 : 4
  const kernelRows = mostKernelRows({ channels, rows, vectors }, profile)
  return { channels, rows, vectors, kernelRows }
}

/** Whether rows are wide enough that tiles between the two ends need no padding. */
export function hasMiddle({ spec, output, effectiveKernel }: Geometry, vectors: number): boolean {
  return Math.min(output.width, spec.input.width - effectiveKernel.width) >= vectors * 4 * 3
}

/**
 * How many kernel rows fit the registers. Live are the sums, R + q − 1 inputs, and one weight, or all
 * M·q of them where V8 hoists every load of a basic block.
 */
function mostKernelRows(
  { channels, rows, vectors }: Omit<RowsTile, 'kernelRows'>,
  profile: Profile,
): number {
  const width = Math.ceil((vectors * 128) / profile.vectorBits)
  const free = REGISTERS - (channels * rows + rows - 1) * width
  const isHoisting = profile.name === 'one-tap-128'
  return Math.floor(isHoisting ? free / (width + channels) : (free - 1) / width)
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
