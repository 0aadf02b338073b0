import { computed, type ComputedRef } from 'vue'
import { DARK_POLES, heatTable, LIGHT_POLES } from '../canvas/heat'
import type { WallLook } from '../canvas/wall-draw'

/** The colours of the theme as a canvas takes them; `isDark` and `selectedOutput` are getters. */
export function useWallLook(
  isDark: () => boolean,
  selectedOutput: () => number,
): ComputedRef<WallLook> {
  const heat = computed(() => heatTable(isDark() ? DARK_POLES : LIGHT_POLES))
  return computed(() => {
    const style = getComputedStyle(document.documentElement)
    const token = (name: string): string => style.getPropertyValue(name).trim()
    return {
      heat: heat.value,
      line: token('--line-strong'),
      muted: token('--muted'),
      text: token('--text'),
      raised: token('--raised'),
      accent: token('--accent'),
      band: token('--accent-soft'),
      font: token('--font-mono') || 'monospace',
      selectedOutput: selectedOutput(),
    }
  })
}
