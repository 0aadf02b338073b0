import type { WallCell } from '../canvas/wall-layout'

/** Four pixels of a drag are one step. */
const PIXELS_PER_STEP = 4
/** A press that moves less is a click. */
const SLACK = 3

export interface CellDrag {
  /** A press on a cell: it takes the focus. */
  pressed(cell: WallCell): void
  /** Steps away from the value at the press, up is more. */
  dragged(cell: WallCell, steps: number): void
  /** The press ended; `hasMoved` is false for a click. */
  released(cell: WallCell, hasMoved: boolean): void
}

/** Vertical dragging on a cell changes its number. Returns the pointerdown handler. */
export function useCellDrag(
  cellUnder: (event: PointerEvent) => WallCell | null,
  drag: CellDrag,
): (event: PointerEvent) => void {
  return (event) => {
    const cell = cellUnder(event)
    const { currentTarget, pointerId, clientY } = event
    if (!cell || event.button !== 0 || !(currentTarget instanceof HTMLElement)) return
    event.preventDefault()
    drag.pressed(cell)
    follow(currentTarget, { cell, pointerId, clientY }, drag)
  }
}

interface Press {
  readonly cell: WallCell
  readonly pointerId: number
  readonly clientY: number
}

function follow(element: HTMLElement, { cell, pointerId, clientY }: Press, drag: CellDrag): void {
  let hasMoved = false
  let last = 0
  const move = (event: PointerEvent): void => {
    const up = clientY - event.clientY
    hasMoved ||= Math.abs(up) > SLACK
    const steps = Math.round(up / PIXELS_PER_STEP) * (event.shiftKey ? 10 : 1)
    if (hasMoved && steps !== last) drag.dragged(cell, (last = steps))
  }
  const end = (): void => {
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', end)
    element.removeEventListener('pointercancel', end)
    drag.released(cell, hasMoved)
  }
  element.setPointerCapture(pointerId)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', end)
  element.addEventListener('pointercancel', end)
}
