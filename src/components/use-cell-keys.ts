import type { Ref } from 'vue'
import type { Direction } from '../bench/walk'

/** What a key does to the focused cell. */
export interface CellActions {
  move(direction: Direction): void
  /** To the next or previous cell in reading order; false where the wall ends. */
  next(step: 1 | -1): boolean
  /** Takes what was typed; false when it is no number. */
  commit(): boolean
  revert(): void
  clear(): void
  /** The selection grows by one step. */
  extend(direction: Direction): void
  selectAll(): void
  /** What is typed goes into every selected cell; false when it is no number. */
  fill(): boolean
  /** What is there is edited instead of replaced. */
  beginEdit(): void
  nudge(steps: number): void
  undo(): void
  redo(): void
}

/** How the cell is being typed in: not at all, over its number, or within its number. */
export type Typing = 'none' | 'over' | 'within'

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
}

/** With Ctrl: to the ends of the wall. */
const CORNERS: Readonly<Record<string, Direction>> = { Home: 'first', End: 'last' }

/** The state of the keys; `isWalking` outlives the cell. */
export interface Keys {
  readonly typing: Ref<Typing>
  readonly actions: CellActions
  /** After an edit Tab walks on to the next cell instead of leaving the wall. */
  readonly isWalking: Ref<boolean>
}

/**
 * Keys of the focused cell, as in a spreadsheet: arrows walk, typing replaces, Enter or F2 edits
 * within, Escape takes back, Alt with up or down nudges. Tab leaves the wall, but after an edit it
 * walks on to the next cell until Escape or an arrow ends that.
 */
export function useCellKeys(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing || !handle(keys, event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}

function handle(keys: Keys, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) return handleMod(keys, event)
  const direction = DIRECTIONS[event.key]
  if (direction && event.altKey) return nudge(keys, event)
  if (direction && event.shiftKey) return extend(keys, direction)
  if (direction) return walk(keys, direction)
  switch (event.key) {
    case 'Tab':
      return walkOn(keys, event.shiftKey ? -1 : 1)
    case 'Enter':
      return enter(keys, event.shiftKey ? 'up' : 'down')
    case 'F2':
      keys.actions.beginEdit()
      return true
    case 'Escape':
      return escape(keys)
    case 'Delete':
    case 'Backspace':
      return clear(keys)
  }
  return false
}

function handleMod(keys: Keys, event: KeyboardEvent): boolean {
  const { typing, actions } = keys
  if (event.key === 'Enter') return typing.value !== 'none' && actions.fill()
  const corner = CORNERS[event.key]
  if (corner && !event.shiftKey) return walk(keys, corner)
  if (event.key.toLowerCase() !== 'a' || typing.value !== 'none') return handleUndo(keys, event)
  actions.selectAll()
  return true
}

/** While something is typed, the selection keys belong to the text field. */
function extend({ typing, actions }: Keys, direction: Direction): boolean {
  if (typing.value === 'none') actions.extend(direction)
  return typing.value === 'none'
}

/** While something is typed, undo belongs to the text field. */
function handleUndo({ typing, actions }: Keys, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase()
  const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
  if (typing.value !== 'none' || (!isRedo && key !== 'z')) return false
  if (isRedo) actions.redo()
  else actions.undo()
  return true
}

function nudge({ actions }: Keys, { key, shiftKey }: KeyboardEvent): boolean {
  const steps = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0
  if (steps !== 0) actions.nudge(shiftKey ? 10 * steps : steps)
  return steps !== 0
}

function walk(keys: Keys, direction: Direction): boolean {
  const isVertical = direction === 'up' || direction === 'down'
  if (keys.typing.value === 'within' && !isVertical) return false
  if (!keys.actions.commit()) return true
  keys.isWalking.value = false
  keys.actions.move(direction)
  return true
}

function walkOn(keys: Keys, step: 1 | -1): boolean {
  if (keys.typing.value === 'none' && !keys.isWalking.value) return false
  if (!keys.actions.commit()) return true
  const hasNext = keys.actions.next(step)
  keys.isWalking.value = hasNext
  return hasNext
}

function enter({ typing, actions }: Keys, direction: Direction): boolean {
  if (typing.value === 'none') actions.beginEdit()
  else if (actions.commit()) actions.move(direction)
  return true
}

function escape(keys: Keys): boolean {
  keys.isWalking.value = false
  if (keys.typing.value === 'none') return false
  keys.actions.revert()
  return true
}

function clear({ typing, actions }: Keys): boolean {
  if (typing.value !== 'none') return false
  actions.clear()
  return true
}
