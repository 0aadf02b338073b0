import type { Size } from '../../electron/contract/spec'

export interface TileLayout {
  readonly columns: number
  /** Room for the picture of one tile, CSS pixels. */
  readonly picture: Size
}

const SMALLEST = 120
const GAP = 12
/** One pixel of border on either side of a picture. */
const BORDERS = 2

/**
 * The number of columns that gives `count` tiles of one picture size the most room in a panel of
 * `box` CSS pixels; of equal ones the one with the fewest rows. `chrome` is the height of a tile's text.
 * When not all fit at 120 px they scroll.
 */
export function layTiles(count: number, picture: Size, box: Size, chrome: number): TileLayout {
  let best: TileLayout | null = null
  const most = Math.max(1, Math.floor((box.width + GAP) / (SMALLEST + GAP)))
  for (let columns = 1; columns <= Math.min(most, Math.max(1, count)); columns++) {
    const cell = cellOf(columns, Math.ceil(count / columns), box)
    const layout = { columns, picture: pictureIn(cell, picture, chrome) }
    if (!best || layout.picture.width >= best.picture.width) best = layout
  }
  return best ?? { columns: 1, picture: { width: SMALLEST, height: SMALLEST } }
}

function cellOf(columns: number, rows: number, box: Size): Size {
  return {
    width: Math.floor((box.width - GAP * (columns - 1)) / columns),
    height: Math.floor((box.height - GAP * (rows - 1)) / rows),
  }
}

function pictureIn(cell: Size, picture: Size, chrome: number): Size {
  const width = cell.width - BORDERS
  const room = cell.height - chrome - BORDERS
  const across = Math.floor((room * picture.width) / picture.height)
  const fitted = Math.max(Math.min(width, SMALLEST), Math.min(width, across))
  const height = Math.max(1, Math.floor((fitted * picture.height) / picture.width))
  return { width: fitted, height }
}
