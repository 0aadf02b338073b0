import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { windowSources, type WindowSources } from '../window-copy'
import { BLOCK_SIDES, stagesOf, twiddleCount, type BlockSide } from './order'

/** A complex block in memory: real rows, then imaginary rows. Sizes in bytes. */
export interface BlockLayout {
  readonly side: BlockSide
  /** From row to row: a cache line more than the row, so that columns do not alias. */
  readonly pitch: number
  /** From the real to the imaginary part. */
  readonly imaginary: number
  readonly bytes: number
}

/** Everything that the FFT routine's code and constants are made from. */
export interface FftPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  readonly layout: BlockLayout
  /** Output pixels of a block per axis: side − effective kernel + 1. */
  readonly validRows: number
  readonly validColumns: number
  readonly blocksAcross: number
  /** Blocks of one group and image; two are transformed at once, as real and imaginary part. */
  readonly blocks: number
  readonly pairs: number
  readonly strips: number
  /** Output channels whose products are made in one go. */
  readonly outputsAtOnce: number
  readonly scratch: { readonly inputs: number; readonly outputs: number; readonly bytes: number }
  readonly constants: {
    readonly spectra: number
    readonly bias: number
    readonly twiddles: number
    readonly rows: number
    readonly columns: number
    readonly bytes: number
  }
  readonly sources: WindowSources
}

/** Most bytes of transformed weights: more would be read from memory faster than computed with. */
export const MAX_SPECTRA_BYTES = 256 * 2 ** 20

export function layBlock(side: BlockSide): BlockLayout {
  const pitch = side * 4 + 64
  const imaginary = side * pitch + 1088
  return { side, pitch, imaginary, bytes: 2 * imaginary }
}

/**
 * Cycles of a whole convolution in blocks of one side, per thread: passes of the transforms, turns
 * and copies per value of every input and output block, and complex products of 4 multiply-adds.
 */
export function blockCycles(geometry: Geometry, side: BlockSide, vectorBits: number): number {
  const { output, effectiveKernel, spec, inChannelsPerGroup } = geometry
  const [rows, columns] = [side - effectiveKernel.height + 1, side - effectiveKernel.width + 1]
  if (rows < 1 || columns < 1) return Infinity
  const blocks = Math.ceil(output.height / rows) * Math.ceil(output.width / columns)
  const wide = 128 / vectorBits
  const transform = stagesOf(side).length * 2 * 0.65 * (0.3 + 0.7 * wide) + 1.2
  const product = 0.55 * wide
  const perValue =
    (spec.input.channels + output.channels) * transform +
    output.channels * inChannelsPerGroup * product
  return (blocks / 2) * side * side * perValue
}

/** The block side with the fewest cycles. */
export function chooseSide(geometry: Geometry, vectorBits: number): BlockSide {
  let best: BlockSide = 256
  for (const side of BLOCK_SIDES) {
    const isBetter =
      blockCycles(geometry, side, vectorBits) < blockCycles(geometry, best, vectorBits)
    if (isBetter) best = side
  }
  return best
}

/** Bytes of the transformed weights with blocks of this side. */
export function spectraBytes(geometry: Geometry, side: BlockSide): number {
  return geometry.spec.outChannels * geometry.inChannelsPerGroup * layBlock(side).bytes
}

export function planFft(geometry: Geometry, profile: Profile): FftPlan {
  const { output, effectiveKernel, spec, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const side = chooseSide(geometry, profile.vectorBits)
  const layout = layBlock(side)
  const validRows = side - effectiveKernel.height + 1
  const validColumns = side - effectiveKernel.width + 1
  const blocksAcross = Math.ceil(output.width / validColumns)
  const blocksDown = Math.ceil(output.height / validRows)
  const blocks = blocksAcross * blocksDown
  const pairs = Math.ceil(blocks / 2)
  const outputsAtOnce = Math.ceil(outChannelsPerGroup / Math.ceil(outChannelsPerGroup / 4))
  const sources = windowSources(geometry, [
    (blocksDown - 1) * validRows + side,
    (blocksAcross - 1) * validColumns + side + 4,
  ])
  const outputsAt = inChannelsPerGroup * layout.bytes
  const biasAt = spectraBytes(geometry, side)
  const twiddlesAt = biasAt + spec.outChannels * 4
  const rowsAt = twiddlesAt + twiddleCount(side) * 4
  const columnsAt = rowsAt + sources.rows.length * 4
  return {
    geometry,
    profile,
    layout,
    validRows,
    validColumns,
    blocksAcross,
    blocks,
    pairs,
    strips: pairs * spec.groups,
    outputsAtOnce,
    scratch: { inputs: 0, outputs: outputsAt, bytes: outputsAt + outputsAtOnce * layout.bytes },
    constants: {
      spectra: 0,
      bias: biasAt,
      twiddles: twiddlesAt,
      rows: rowsAt,
      columns: columnsAt,
      bytes: columnsAt + sources.columns.length * 4,
    },
    sources,
  }
}
