import { DISPLAY_MODES } from '../../electron/contract/presets'
import { translateTo } from '../locales'
import { useDisplayStore } from '../stores/display'
import type { Command } from './command'

/** How the feature maps are shown. */
export function mapsCommands(): readonly Command[] {
  const display = useDisplayStore()
  return [
    ...DISPLAY_MODES.map((mode): Command => ({
      id: `maps.mode.${mode}`,
      menu: 'view',
      group: 1,
      title: (locale) =>
        translateTo(locale, 'commands.maps.mode', {
          mode: translateTo(locale, `maps.modes.${mode}`),
        }),
      isChecked: () => display.mode === mode,
      run: () => (display.mode = mode),
    })),
    {
      id: 'maps.sharedScale',
      menu: 'view',
      group: 2,
      isChecked: () => display.sharedScale,
      run: () => (display.sharedScale = !display.sharedScale),
    },
    {
      id: 'maps.tint',
      menu: 'view',
      group: 2,
      isChecked: () => display.tint,
      run: () => (display.tint = !display.tint),
    },
  ]
}
