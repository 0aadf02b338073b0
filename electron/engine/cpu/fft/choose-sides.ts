import type { Geometry } from '../../../contract/spec'
import { BLOCK_SIDES, columnStages, type BlockSide } from './order'

export interface Sides {
  readonly height: BlockSide
  readonly width: BlockSide
}

/** Blocks of more channels than this do not stay in the second cache. */
const SECOND_CACHE_BYTES = 2 ** 20

/** Measured cycles per complex value: of a pass, of the copies, of a block that leaves the cache. */
const CYCLES = { pass: { 128: 1.3, 256: 1.1 }, copies: 0.3, farther: 1.2 } as const
/**
 * Measured passes along a row: the one of radix 2 before one of radix 4 costs as much as two. (1→1
 * k21 of 1080p: 128×128 4.8 ms, 128×256 4.0.)
 */
const ROW_PASSES: Readonly<Record<BlockSide, number>> = { 32: 1, 64: 1, 128: 3, 256: 1.7 }

/** Measured cycles of one complex product and sum. */
const PRODUCT_CYCLES = { 128: 0.55, 256: 0.3 } as const

/**
 * Cycles of a whole convolution in blocks of these sides, on one thread: passes of the transforms
 * and copies per value of every input and output block, and complex products of 4 multiply-adds.
 */
export function blockCycles(
  geometry: Geometry,
  { height, width }: Sides,
  vectorBits: 128 | 256,
): number {
  const { output, effectiveKernel, spec, inChannelsPerGroup } = geometry
  const [rows, columns] = [height - effectiveKernel.height + 1, width - effectiveKernel.width + 1]
  if (rows < 1 || columns < 1) return Infinity
  const blocks = Math.ceil(output.height / rows) * Math.ceil(output.width / columns)
  const passes = columnStages(height).length + ROW_PASSES[width] + 1
  const channels = Math.max(inChannelsPerGroup, Math.min(4, geometry.outChannelsPerGroup))
  const isFar = height * width * 8 * channels > SECOND_CACHE_BYTES
  const transform = passes * CYCLES.pass[vectorBits] + CYCLES.copies + (isFar ? CYCLES.farther : 0)
  const perValue =
    (spec.input.channels + output.channels) * transform +
    output.channels * inChannelsPerGroup * PRODUCT_CYCLES[vectorBits]
  return Math.ceil(blocks / 2) * height * width * perValue
}

/** The block with the fewest cycles. */
export function chooseSides(geometry: Geometry, vectorBits: 128 | 256): Sides {
  let best: Sides = { height: 256, width: 256 }
  for (const height of BLOCK_SIDES) {
    for (const width of BLOCK_SIDES) {
      const sides = { height, width }
      const isBetter =
        blockCycles(geometry, sides, vectorBits) < blockCycles(geometry, best, vectorBits)
      if (isBetter) best = sides
    }
  }
  return best
}
