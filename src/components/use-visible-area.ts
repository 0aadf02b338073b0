import { useResizeObserver, useScroll } from '@vueuse/core'
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Box } from '../canvas/wall-layout'

/** The part of a scrolled content that its viewport shows, less the heads at its top and left. */
export function useVisibleArea(
  scroller: Readonly<Ref<HTMLElement | null>>,
  heads: { readonly left: number; readonly top: number },
): ComputedRef<Box> {
  const { x, y } = useScroll(scroller)
  const size = ref({ width: 0, height: 0 })
  useResizeObserver(scroller, ([entry]) => {
    if (!entry) return
    const { clientWidth, clientHeight } = entry.target
    size.value = { width: clientWidth, height: clientHeight }
  })
  return computed(() => ({
    left: x.value,
    top: y.value,
    width: Math.max(0, size.value.width - heads.left),
    height: Math.max(0, size.value.height - heads.top),
  }))
}
