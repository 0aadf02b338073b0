import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** What takes longer than this gets a progress bar and a cancel, ms. */
const SLOW_MS = 200

/** Becomes true once `isBusy` has been true for 0.2 s, and false with it: quick work never blinks. */
export function useSlow(isBusy: () => boolean): Ref<boolean> {
  const isSlow = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    isBusy,
    (busy) => {
      clearTimeout(timer)
      if (busy) timer = setTimeout(() => (isSlow.value = true), SLOW_MS)
      else isSlow.value = false
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return isSlow
}
