import { computed } from 'vue'
import type { Region } from '../../electron/contract/tensors'
import { useZoomStore, type Grid } from '../stores/zoom'
import type { Move } from '../zoom/window'

/** What a canvas over one of the grids shows, and what happens when its view is moved. */
export function useLinkedZoom(grid: () => Grid) {
  const zoom = useZoomStore()
  /** null: all of it. */
  const window = computed<Region | null>(() => (zoom.level > 1 ? zoom.windowOf(grid()) : null))
  const move = (done: Move): void => zoom.move(grid(), done)
  return { window, move }
}
