import type { Geometry } from '../../../contract/spec'
import { BLOCK_SIDES, columnStages, rowStages, type BlockSide } from './order'

export interface Sides {
  readonly height: BlockSide
  readonly width: BlockSide
}

/**
 * Cycles of a whole convolution in blocks of these sides, on one thread: passes of the transforms
 * and copies per value of every input and output block, and complex products of 4 multiply-adds.
 */
export function blockCycles(
  geometry: Geometry,
  { height, width }: Sides,
  vectorBits: number,
): number {
  const { output, effectiveKernel, spec, inChannelsPerGroup } = geometry
  const [rows, columns] = [height - effectiveKernel.height + 1, width - effectiveKernel.width + 1]
  if (rows < 1 || columns < 1) return Infinity
  const blocks = Math.ceil(output.height / rows) * Math.ceil(output.width / columns)
  const wide = 128 / vectorBits
  const passes = columnStages(height).length + rowStages(width).length
  const transform = passes * 0.65 * (0.3 + 0.7 * wide) + 1.2
  const product = 0.55 * wide
  const perValue =
    (spec.input.channels + output.channels) * transform +
    output.channels * inChannelsPerGroup * product
  return Math.ceil(blocks / 2) * height * width * perValue
}

/** The block with the fewest cycles. */
export function chooseSides(geometry: Geometry, vectorBits: number): Sides {
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
