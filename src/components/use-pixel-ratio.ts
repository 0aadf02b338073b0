import { onScopeDispose, ref, type Ref } from 'vue'

/** Ratios nearer than this are one; those of an enlarged page are no round numbers. */
const NEAR = 0.001

/**
 * Device pixels for a CSS pixel, followed: it changes when the window is enlarged and when it goes to
 * another screen. The query is a range, since one for 1.1 does not match what Chromium makes of 1.1.
 */
export function usePixelRatio(): Readonly<Ref<number>> {
  const ratio = ref(devicePixelRatio)
  let query: MediaQueryList | null = null

  function follow(): void {
    query?.removeEventListener('change', follow)
    ratio.value = devicePixelRatio
    const [least, most] = [devicePixelRatio - NEAR, devicePixelRatio + NEAR]
    query = matchMedia(`(min-resolution: ${least}dppx) and (max-resolution: ${most}dppx)`)
    query.addEventListener('change', follow)
  }

  follow()
  addEventListener('resize', follow)
  onScopeDispose(() => {
    removeEventListener('resize', follow)
    query?.removeEventListener('change', follow)
  })
  return ratio
}
