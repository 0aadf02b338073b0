import { watchDebounced } from '@vueuse/core'
import { computed } from 'vue'
import type { MenuEntry } from '../../electron/contract/commands'
import { setMenu } from '../lab'
import { useNoticesStore } from '../stores/notices'
import { useSettingsStore } from '../stores/settings'
import { titleOf, useCommandRegistry } from './registry'
import { accelerator } from './shortcut'

/** The menu bar is built anew when so long nothing has changed, ms. */
const QUIET_MS = 150

/** Keeps the menu bar in step with the commands: their words, and what is possible now. */
export function useMenu(): void {
  const registry = useCommandRegistry()
  const settings = useSettingsStore()
  const notices = useNoticesStore()
  const entries = computed(() =>
    registry.commands.flatMap((command): MenuEntry[] => {
      const { id, menu, group, shortcut, isEnabled, isChecked } = command
      if (menu === null) return []
      const label = titleOf(command, settings.locale)
      const keys = shortcut ? accelerator(shortcut) : null
      return [
        {
          id,
          menu,
          group,
          label,
          accelerator: keys,
          isEnabled: isEnabled?.() ?? true,
          isChecked: isChecked?.() ?? null,
        },
      ]
    }),
  )
  const state = computed(() => JSON.stringify(entries.value))
  watchDebounced(state, () => void setMenu(entries.value).catch(notices.tellFault), {
    debounce: QUIET_MS,
    immediate: true,
  })
}
