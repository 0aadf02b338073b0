import { computed, nextTick, type ComputedRef, type Ref } from 'vue'
import { biasAt, weightAt, type Bench } from '../bench/bench'
import { moveCell, nextCell, withinWall, type Direction } from '../bench/walk'
import { BIAS, type WallCell } from '../canvas/wall-layout'

/** The focused cell of the wall, and where keys take it. */
export interface WallFocus {
  /** A cell that exists, whatever the wall has become. */
  readonly cell: ComputedRef<WallCell>
  /** Edits of one gesture are one step; a new one begins here. */
  newGesture(): void
  gesture(): string
  goTo(cell: WallCell): void
  move(direction: Direction): void
  /** On in reading order; false where the wall ends. */
  goOn(step: 1 | -1): boolean
}

/** Follows `focus` over the wall; `reached` is called once the page shows the new cell. */
export function useWallFocus(
  focus: Ref<WallCell>,
  bench: () => Bench,
  reached: (cell: WallCell) => void,
): WallFocus {
  const cell = computed(() => withinWall(bench(), focus.value))
  let gestures = 0

  function newGesture(): void {
    gestures++
  }

  function goTo(next: WallCell): void {
    newGesture()
    focus.value = next
    void nextTick(() => reached(next))
  }

  function goOn(step: 1 | -1): boolean {
    const next = nextCell(bench(), cell.value, step)
    if (next) goTo(next)
    return next !== null
  }

  return {
    cell,
    newGesture,
    gesture: () => `cell-${gestures}`,
    goTo,
    move: (direction) => goTo(moveCell(bench(), cell.value, direction)),
    goOn,
  }
}

/** The number in a cell of the wall. */
export function cellValue(bench: Bench, cell: WallCell): number {
  return cell.input === BIAS ? biasAt(bench, cell.output) : weightAt(bench, cell)
}

/** Whether two cells are the same one. */
export function isSameCell(first: WallCell, second: WallCell): boolean {
  return (['output', 'input', 'y', 'x'] as const).every((axis) => first[axis] === second[axis])
}
