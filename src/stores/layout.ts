import { useWindowSize } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, type CSSProperties } from 'vue'

/** Width that a kernel wall of three channels is comfortable in, CSS pixels. */
const WALL = 640

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

/** Sizes of the panes in CSS pixels; a smaller window takes from the panes, never hides one. */
export const useLayoutStore = defineStore('layout', () => {
  const { width, height } = useWindowSize()
  const left = ref(Math.round(within(width.value * 0.17, 248, 340)))
  const beside = width.value - left.value - WALL
  const right = ref(Math.round(within(beside, width.value * 0.32, width.value * 0.42)))
  const bottom = ref(height.value < 720 ? 132 : 184)

  const most = computed(() => ({
    left: Math.max(208, Math.round(width.value * 0.3)),
    right: Math.max(280, Math.round(width.value * 0.55)),
    bottom: Math.max(64, Math.round(height.value * 0.5)),
  }))
  const columns = computed<CSSProperties>(() => {
    const [across, down] = [most.value, Math.min(bottom.value, most.value.bottom)]
    const side = (size: number, limit: number): string => `${Math.min(size, limit)}px`
    return {
      gridTemplateColumns: `${side(left.value, across.left)} 1px minmax(0, 1fr) 1px ${side(right.value, across.right)}`,
      gridTemplateRows: `minmax(0, 1fr) 1px ${down}px`,
    }
  })

  return { left, right, bottom, most, columns }
})
