export interface TileGrid {
  readonly count: number
  readonly columns: number
  /** From the top of a row to the top of the next, CSS pixels. */
  readonly rowHeight: number
  /** The part of the grid that is seen, CSS pixels from its top. */
  readonly from: number
  readonly to: number
}

/**
 * Places of the first tile that is drawn and of the one behind the last: whole rows, one more at
 * either end, so that the keyboard finds the next tile and scrolling shows no gap.
 */
export function tilesInSight(grid: TileGrid): readonly [number, number] {
  const { count, columns, rowHeight, from, to } = grid
  const rows = Math.ceil(count / columns)
  const within = (row: number): number => Math.min(rows, Math.max(0, row))
  const first = within(Math.floor(from / rowHeight) - 1)
  const behind = within(Math.ceil(to / rowHeight) + 1)
  return [first * columns, Math.min(count, Math.max(behind, first + 1) * columns)]
}
