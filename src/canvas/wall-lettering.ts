/** How the numbers of a wall's cell are written. */
export interface Lettering {
  /** CSS pixels. */
  readonly face: number
  /** The most characters that leave a tenth of the cell free on each side, at least 4. */
  readonly room: number
}

/** Width of a character of the monospaced face over its size. */
const CHARACTER = 0.602
const FILLED = 0.8
/** The narrowest cells have room for 4 characters all the same. */
const FEWEST = 4

/** The lettering of a cell of `width` CSS pixels, its hairline included, `digits` times as large as usual. */
export function letteringFor(width: number, digits: number): Lettering {
  const usual = width / digits
  const face = (usual < 45.5 ? 10 : usual < 55.5 ? 11.5 : usual < 70 ? 12 : 13) * digits
  const room = Math.floor(((width - 1) * FILLED + 0.5) / (face * CHARACTER))
  return { face, room: Math.max(FEWEST, room) }
}
