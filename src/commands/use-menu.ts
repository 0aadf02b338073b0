import { watchDebounced } from '@vueuse/core'
import { computed } from 'vue'
import type { MenuEntry, MenuName } from '../../electron/contract/commands'
import type { Locale } from '../../electron/contract/requests'
import { setMenu } from '../lab'
import { useNoticesStore } from '../stores/notices'
import { useSettingsStore } from '../stores/settings'
import type { Command } from './command'
import { titleOf, useCommandRegistry } from './registry'
import { accelerator } from './shortcut'

/** The menu bar is built anew when so long nothing has changed, ms. */
const QUIET_MS = 150

/** Keeps the menu bar in step with the commands: their words, and what is possible now. */
export function useMenu(): void {
  const registry = useCommandRegistry()
  const settings = useSettingsStore()
  const notices = useNoticesStore()
  // One by one, so that an edit, which names its step anew, makes no other title again.
  const texts = computed(() =>
    registry.commands.flatMap((command) => {
      const { menu } = command
      return menu ? [computed(() => JSON.stringify(entryOf(command, menu, settings.locale)))] : []
    }),
  )
  const state = (): string => `[${texts.value.map((text) => text.value).join()}]`
  const send = (entries: string): Promise<void> => setMenu(JSON.parse(entries) as MenuEntry[])
  watchDebounced(state, (entries) => void send(entries).catch(notices.tellFault), {
    debounce: QUIET_MS,
    immediate: true,
  })
}

function entryOf(command: Command, menu: MenuName, locale: Locale): MenuEntry {
  const { id, group, shortcut, isEnabled, isChecked } = command
  return {
    id,
    menu,
    group,
    label: titleOf(command, locale),
    accelerator: shortcut ? accelerator(shortcut) : null,
    isEnabled: isEnabled?.() ?? true,
    isChecked: isChecked?.() ?? null,
  }
}
