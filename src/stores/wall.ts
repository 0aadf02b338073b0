import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import {
  blocksOf,
  everything,
  extended,
  isOfKernels,
  isWide,
  kernelOf,
  type Selection,
} from '../bench/selection'
import { withinWall, type Direction } from '../bench/walk'
import { BIAS, type WallCell } from '../canvas/wall-layout'
import { useLayerStore } from './layer'
import { createWallEdits } from './wall-edits'

/** What is focused and selected on the kernel wall, and edits of all of it as one step. */
export const useWallStore = defineStore('wall', () => {
  const layers = useLayerStore()
  const at = shallowRef<WallCell>({ output: 0, input: 0, y: 0, x: 0 })
  const end = shallowRef<WallCell | null>(null)

  /** The focused cell; moving it ends a selection. */
  const focus = computed({
    get: () => withinWall(layers.bench, at.value),
    set: (cell) => {
      at.value = cell
      end.value = null
    },
  })
  const selection = computed<Selection>(() => ({
    anchor: focus.value,
    head: end.value ? withinWall(layers.bench, end.value) : focus.value,
  }))
  const isSelecting = computed(() => isWide(selection.value))
  /** What edits act on: the selection, or the kernel of the focused cell. */
  const blocks = computed(() =>
    blocksOf(
      layers.bench,
      isSelecting.value ? selection.value : kernelOf(layers.bench, focus.value),
    ),
  )
  const areKernels = computed(() => !isSelecting.value || isOfKernels(selection.value))

  function selectTo(cell: WallCell | null): void {
    if (cell === null || (cell.input === BIAS) === (focus.value.input === BIAS)) end.value = cell
  }
  const extend = (direction: Direction): void =>
    selectTo(extended(layers.bench, selection.value, direction))

  function selectAll(): void {
    const { anchor, head } = everything(layers.bench)
    at.value = anchor
    end.value = head
  }

  return {
    focus,
    selection,
    isSelecting,
    blocks,
    areKernels,
    selectTo,
    extend,
    selectAll,
    ...createWallEdits(blocks, () => selection.value),
  }
})
