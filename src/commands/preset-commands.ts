import { PRESETS } from '../../resources/presets'
import { translateTo } from '../locales'
import { FORMULAS, usePresetsStore } from '../stores/presets'
import { useSettingsStore } from '../stores/settings'
import type { Command } from './command'

/** The presets; each by its name, in the palette alone. */
export function presetCommands(): readonly Command[] {
  const presets = usePresetsStore()
  const settings = useSettingsStore()
  const open: Command = {
    id: 'presets.open',
    menu: 'kernels',
    group: 1,
    shortcut: 'Mod+P',
    run: () => (presets.isOpen = !presets.isOpen),
  }
  const formulas = FORMULAS.map((formula): Command => ({
    id: `preset.${formula.id}`,
    menu: null,
    group: 0,
    title: (locale) => translateTo(locale, 'commands.preset', { name: formula.name[locale] }),
    run: () => presets.put(formula, settings.locale),
  }))
  const written = PRESETS.map((preset): Command => ({
    id: `preset.${preset.id}`,
    menu: null,
    group: 0,
    title: (locale) => translateTo(locale, 'commands.preset', { name: preset.name[locale] }),
    run: () => presets.applyOnInput(preset, settings.locale),
  }))
  return [open, ...formulas, ...written]
}
