import { DISPLAY_MODES } from '../../electron/contract/presets'
import { translateTo } from '../locales'
import { useDisplayStore } from '../stores/display'
import { useMapViewsStore } from '../stores/map-views'
import type { Command } from './command'

/** How the feature maps are shown. */
export function mapsCommands(): readonly Command[] {
  const display = useDisplayStore()
  const views = useMapViewsStore()
  /** The colour picture of three maps has ranges of its own. */
  const notInComposite: Pick<Command, 'isEnabled' | 'needs'> = {
    isEnabled: () => views.view !== 'composite',
    needs: () => 'noComposite',
  }
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
      ...notInComposite,
    })),
    {
      id: 'maps.sharedScale',
      menu: 'view',
      group: 2,
      isChecked: () => display.sharedScale,
      run: () => (display.sharedScale = !display.sharedScale),
      ...notInComposite,
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
