import type { Size } from '../../electron/contract/spec'

export interface TileLayout {
  readonly columns: number
  /** Room for the picture of one tile, CSS pixels. */
  readonly picture: Size
}

const SMALLEST = 132
const GAP = 12

/**
 * The number of columns that gives `count` tiles of one picture size the most room in a panel of
 * `box` CSS pixels. `chrome` is the height of a tile's text. When not all fit at 132 px they scroll.
 */
export function layTiles(count: number, picture: Size, box: Size, chrome: number): TileLayout {
  let best: TileLayout | null = null
  const most = Math.max(1, Math.floor((box.width + GAP) / (SMALLEST + GAP)))
  for (let columns = 1; columns <= Math.min(most, Math.max(1, count)); columns++) {
    const layout = { columns, picture: pictureFor(columns, count, picture, box, chrome) }
    if (!best || layout.picture.width > best.picture.width) best = layout
  }
  return best ?? { columns: 1, picture: { width: SMALLEST, height: SMALLEST } }
}

function pictureFor(
  columns: number,
  count: number,
  picture: Size,
  box: Size,
  chrome: number,
): Size {
  const rows = Math.ceil(count / columns)
  const width = Math.floor((box.width - GAP * (columns - 1)) / columns)
  const room = Math.floor((box.height - GAP * (rows - 1)) / rows) - chrome
  const height = Math.min(room, Math.floor((width * picture.height) / picture.width))
  const across = Math.floor((height * picture.width) / picture.height)
  const fitted = Math.max(Math.min(width, SMALLEST), Math.min(width, across))
  return {
    width: fitted,
    height: Math.max(1, Math.floor((fitted * picture.height) / picture.width)),
  }
}
