import { useWindowSize } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, type CSSProperties, type WritableComputedRef } from 'vue'

/** The views of the window. */
export const TABS = ['lab', 'race'] as const
export type Tab = (typeof TABS)[number]

/** What the strip below the wall and the maps shows. */
export const STRIPS = ['receipt', 'doctor'] as const
export type Strip = (typeof STRIPS)[number]

/** `.window` of src/App.vue: what does not fit into less is scrolled to. */
const SMALLEST = { width: 960, height: 720 }

type Pane = 'left' | 'right' | 'bottom'

/** Width that a kernel wall of three channels is comfortable in, CSS pixels. */
const WALL = 640

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

/** Sizes of the panes in CSS pixels; a smaller window takes from the panes, never hides one. */
export const useLayoutStore = defineStore('layout', () => {
  const tab = ref<Tab>('lab')
  const strip = ref<Strip>('receipt')
  const screen = useWindowSize()
  const width = computed(() => Math.max(SMALLEST.width, screen.width.value))
  const height = computed(() => Math.max(SMALLEST.height, screen.height.value))
  /** What was dragged to; until then the sizes follow the window. */
  const chosen = ref<Partial<Record<Pane, number>>>({})
  const automatic = computed<Record<Pane, number>>(() => {
    const left = within(width.value * 0.17, 248, 340)
    const beside = width.value - left - WALL
    const right = within(beside, width.value * 0.32, width.value * 0.42)
    return {
      tab,
      left,
      right,
      bottom: within(height.value * 0.24, 132, 260),
    }
  })
  const most = computed<Record<Pane, number>>(() => ({
    left: Math.max(208, Math.round(width.value * 0.3)),
    right: Math.max(280, Math.round(width.value * 0.55)),
    bottom: Math.max(64, Math.round(height.value * 0.5)),
  }))

  function size(pane: Pane): WritableComputedRef<number> {
    return computed({
      get: () =>
        Math.round(Math.min(chosen.value[pane] ?? automatic.value[pane], most.value[pane])),
      set: (pixels) => (chosen.value = { ...chosen.value, [pane]: pixels }),
    })
  }

  const [left, right, bottom] = [size('left'), size('right'), size('bottom')]
  const columns = computed<CSSProperties>(() => ({
    gridTemplateColumns: `${left.value}px 1px minmax(0, 1fr) 1px ${right.value}px`,
    gridTemplateRows: `minmax(0, 1fr) 1px ${bottom.value}px`,
  }))

  /** Shows the kernel doctor, or the receipt again. */
  function toggleDoctor(): void {
    strip.value = tab.value === 'lab' && strip.value === 'doctor' ? 'receipt' : 'doctor'
    tab.value = 'lab'
  }

  return { tab, strip, toggleDoctor, left, right, bottom, most, columns }
})
