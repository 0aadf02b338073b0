/**
 * Whether the clipboard is for kernels: a cell of the grid has the focus and no text is selected.
 * Buttons of the wall and its words leave copies and pastes to the system.
 */
export function isOfGrid(
  target: EventTarget | null,
  selection: Pick<Selection, 'isCollapsed'> | null,
): boolean {
  const isCell = target instanceof Element && target.closest('[role="gridcell"]') !== null
  return isCell && (selection?.isCollapsed ?? true)
}
