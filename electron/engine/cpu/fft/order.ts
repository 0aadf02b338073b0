/** Rows and columns that a transformed block may have. */
export const BLOCK_SIDES = [32, 64, 128, 256] as const
export type BlockSide = (typeof BLOCK_SIDES)[number]

/** How many values one butterfly joins. */
export type Radix = 2 | 4

/** One pass: runs of `length` values fall into `radix` parts; there are `runs` of them. */
export interface Stage {
  readonly length: number
  readonly radix: Radix
  readonly runs: number
}

/** Values that the last step of a row transform joins: 4 vectors of 4, turned in registers. */
export const TURNED = 16

const COLUMN_RADICES: Readonly<Record<BlockSide, readonly Radix[]>> = {
  32: [2, 4, 4],
  64: [4, 4, 4],
  128: [2, 4, 4, 4],
  256: [4, 4, 4, 4],
}

const ROW_RADICES: Readonly<Record<BlockSide, readonly Radix[]>> = {
  32: [2],
  64: [4],
  128: [2, 4],
  256: [4, 4],
}

/** Passes down the columns of a block of `height` rows; the inverse goes through them backwards. */
export function columnStages(height: BlockSide): Stage[] {
  return placeStages(height, COLUMN_RADICES[height])
}

/** Passes along a row of `width` values, down to runs of `TURNED`. */
export function rowStages(width: BlockSide): Stage[] {
  return placeStages(width, ROW_RADICES[width])
}

function placeStages(side: number, radices: readonly Radix[]): Stage[] {
  let length = side
  return radices.map((radix) => {
    const stage = { length, radix, runs: side / length }
    length /= radix
    return stage
  })
}

/**
 * Which frequency stands at each place of a column after the forward transform: decimation in
 * frequency leaves the digits reversed, and since the inverse reads them so, they are never put in
 * order.
 */
export function columnOrder(height: BlockSide): number[] {
  return orderOf(COLUMN_RADICES[height], [0])
}

/** The same along a row: runs of `TURNED` frequencies are in order, the digits before are reversed. */
export function rowOrder(width: BlockSide): number[] {
  return orderOf(
    ROW_RADICES[width],
    Array.from({ length: TURNED }, (_, frequency) => frequency),
  )
}

function orderOf([radix, ...rest]: readonly Radix[], innermost: number[]): number[] {
  if (radix === undefined) return innermost
  const inner = orderOf(rest, innermost)
  return Array.from({ length: radix }, (_, part) =>
    inner.map((frequency) => frequency * radix + part),
  ).flat()
}
