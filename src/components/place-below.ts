/** Pixels between a button and its sheet, and between a sheet and the window's edge. */
const GAP = 6
const EDGE = 8

/** The sides of a box in CSS pixels of the window. */
export interface Sides {
  readonly left: number
  readonly top: number
  readonly bottom: number
}

/**
 * CSS of a sheet `width` pixels wide that drops from `button` in a window [width, height]: below it
 * where there is more room than above it, inside the window, and no higher than the room.
 */
export function placeBelow(
  button: Sides,
  width: number,
  window: { readonly width: number; readonly height: number },
): Record<string, string> {
  const left = Math.max(EDGE, Math.min(button.left, window.width - width - EDGE))
  const [above, below] = [button.top - GAP - EDGE, window.height - button.bottom - GAP - EDGE]
  const across = { left: `${left}px`, width: `${width}px` }
  return below >= above
    ? { ...across, top: `${button.bottom + GAP}px`, maxHeight: `${below}px` }
    : { ...across, bottom: `${window.height - button.top + GAP}px`, maxHeight: `${above}px` }
}
