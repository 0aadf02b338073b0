import { useWindowSize } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, type CSSProperties } from 'vue'

/** Sizes of the panes in CSS pixels; a smaller window takes from the panes, never hides one. */
export const useLayoutStore = defineStore('layout', () => {
  const { width, height } = useWindowSize()
  const left = ref(248)
  const right = ref(Math.round(Math.max(300, width.value * 0.32)))
  const bottom = ref(height.value < 720 ? 132 : 184)

  const most = computed(() => ({
    left: Math.max(208, Math.round(width.value * 0.3)),
    right: Math.max(280, Math.round(width.value * 0.55)),
    bottom: Math.max(64, Math.round(height.value * 0.5)),
  }))
  const columns = computed<CSSProperties>(() => ({
    gridTemplateColumns: [
      `${Math.min(left.value, most.value.left)}px`,
      '1px',
      'minmax(0, 1fr)',
      '1px',
      `${Math.min(right.value, most.value.right)}px`,
    ].join(' '),
  }))
  const rows = computed<CSSProperties>(() => ({
    height: `${Math.min(bottom.value, most.value.bottom)}px`,
  }))

  return { left, right, bottom, most, columns, rows }
})
