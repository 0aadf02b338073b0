import { ref } from 'vue'
import type { Region } from '../../electron/contract/tensors'
import type { Pixel } from '../canvas/fit'
import { STEP, type Move } from '../zoom/window'

/** What gestures are told about the canvas they are made on. */
export interface Zoomed {
  /** The part of the plane that is seen. */
  readonly window: () => Region
  readonly isWhole: () => boolean
  /** The canvas is not zoomed at all. */
  readonly isOff: () => boolean
  readonly move: (move: Move) => void
}

/** A pointer that goes farther than this drags instead of clicking, CSS pixels. */
const DRAG = 4
/** A notch of a wheel (100) zooms by 1.2. */
const PER_WHEEL = Math.log(1.2) / 100

/** Wheel, drag and keys that move a view. Each returns or keeps whether it was taken. */
export function useZoomGestures({ window, isWhole, isOff, move }: Zoomed) {
  const isDragging = ref(false)
  let from: { x: number; y: number } | null = null

  /** The place of the plane under a pointer, fractions of a pixel kept. */
  function placeOf(event: MouseEvent): Pixel {
    const { left, top, width, height } = boxOf(event)
    const { y, x, height: rows, width: columns } = window()
    return {
      y: y + ((event.clientY - top) / height) * rows,
      x: x + ((event.clientX - left) / width) * columns,
    }
  }

  function onWheel(event: WheelEvent): void {
    if (isOff()) return
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1
    const factor = Math.exp(-event.deltaY * lines * PER_WHEEL)
    if (event.deltaY !== 0) move({ kind: 'zoom', factor, at: placeOf(event) })
  }

  function onDown(event: PointerEvent): void {
    isDragging.value = false
    if (event.button === 0 && !isWhole()) from = { x: event.clientX, y: event.clientY }
  }

  /** True while the pointer drags the view. */
  function onMove(event: PointerEvent): boolean {
    if (!from || (event.buttons & 1) === 0) return (from = null) !== null
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!isDragging.value && Math.hypot(dx, dy) < DRAG) return false
    isDragging.value = true
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    from = { x: event.clientX, y: event.clientY }
    const { width, height } = boxOf(event)
    const seen = window()
    move({ kind: 'pan', by: { y: (-dy / height) * seen.height, x: (-dx / width) * seen.width } })
    return true
  }

  /** True when the key moved the view. */
  function onKey(event: KeyboardEvent): boolean {
    const done = isOff() ? null : moveOf(event, window(), isWhole())
    if (done) move(done)
    return done !== null
  }

  return { isDragging, placeOf, onWheel, onDown, onMove, onKey }
}

function boxOf(event: Event): DOMRect {
  return (event.currentTarget as HTMLElement).getBoundingClientRect()
}

/** + − 0 zoom; with Shift the arrows move a view that is not whole by an eighth. */
function moveOf(event: KeyboardEvent, window: Region, isWhole: boolean): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const { key } = event
  if (key === '+' || key === '=') return { kind: 'zoom', factor: STEP, at: null }
  if (key === '-' || key === '_' || key === '−') return { kind: 'zoom', factor: 1 / STEP, at: null }
  if (key === '0') return { kind: 'fit' }
  const way = WAYS[key]
  if (!way || !event.shiftKey || isWhole) return null
  return { kind: 'pan', by: { y: (way.y * window.height) / 8, x: (way.x * window.width) / 8 } }
}

const WAYS: Readonly<Record<string, Pixel>> = {
  ArrowUp: { y: -1, x: 0 },
  ArrowDown: { y: 1, x: 0 },
  ArrowLeft: { y: 0, x: -1 },
  ArrowRight: { y: 0, x: 1 },
}
