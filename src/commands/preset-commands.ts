import { PRESETS } from '../../resources/presets'
import { translateTo } from '../locales'
import { usePresetsStore } from '../stores/presets'
import { useSettingsStore } from '../stores/settings'
import type { Command } from './command'

/** Every preset by its name, in the palette alone. */
export function presetCommands(): readonly Command[] {
  const presets = usePresetsStore()
  const settings = useSettingsStore()
  return PRESETS.map(({ id, name }): Command => ({
    id: `preset.${id}`,
    menu: null,
    group: 0,
    title: (locale) => translateTo(locale, 'commands.preset', { name: name[locale] }),
    run: () => presets.apply(id, settings.locale),
  }))
}
