import { LOCALES, THEMES, type Zoom } from '../../electron/contract/requests'
import { translateTo } from '../locales'
import { TABS, useLayoutStore } from '../stores/layout'
import { usePaletteStore } from '../stores/palette'
import { useSettingsStore } from '../stores/settings'
import type { Command, Need } from './command'

type Resize = 'larger' | 'smaller' | 'actualSize'

/** Why the window cannot be resized so. */
const NO_OTHER_SIZE: Readonly<Record<Resize, Need>> = {
  larger: 'largest',
  smaller: 'smallest',
  actualSize: 'resized',
}

/** Views, the palette, the size of the window, theme and language. */
export function viewCommands(): readonly Command[] {
  const layout = useLayoutStore()
  const settings = useSettingsStore()
  const palette = usePaletteStore()
  return [
    {
      id: 'view.palette',
      menu: 'view',
      group: 0,
      shortcut: 'Mod+K',
      run: () => palette.toggle(),
    },
    ...TABS.map((tab, index): Command => ({
      id: `view.tab.${tab}`,
      menu: 'view',
      group: 0,
      shortcut: `Mod+${index + 1}`,
      title: (locale) =>
        translateTo(locale, 'commands.view.tab', {
          name: translateTo(locale, `shell.tab.${tab}`),
        }),
      isChecked: () => layout.tab === tab,
      run: () => (layout.tab = tab),
    })),
    {
      id: 'view.projector',
      menu: 'view',
      group: 6,
      shortcut: 'Mod+Shift+F',
      isChecked: () => settings.isProjector,
      run: () => settings.toggleProjector(),
    },
    ...sizeCommands(),
    ...THEMES.map((theme): Command => ({
      id: `view.theme.${theme}`,
      menu: null,
      group: 3,
      isChecked: () => settings.theme === theme,
      run: () => settings.change({ theme }),
    })),
    ...LOCALES.map((locale): Command => ({
      id: `view.locale.${locale}`,
      menu: null,
      group: 4,
      title: () => (locale === 'en' ? 'English' : '简体中文'),
      isChecked: () => settings.locale === locale,
      run: () => settings.change({ locale }),
    })),
  ]
}

/** The size of all that the window holds. */
function sizeCommands(): readonly Command[] {
  const settings = useSettingsStore()
  const resize = (name: Resize, shortcut: string, to: () => Zoom | null): Command => ({
    id: `view.${name}`,
    menu: 'view',
    group: 6,
    shortcut,
    isEnabled: () => to() !== null,
    needs: () => NO_OTHER_SIZE[name],
    run: () => settings.change({ zoom: to() ?? settings.zoom }),
  })
  return [
    resize('larger', 'Mod+=', () => settings.nextZoom(1)),
    resize('smaller', 'Mod+-', () => settings.nextZoom(-1)),
    resize('actualSize', 'Mod+0', () => (settings.zoom === 1 ? null : 1)),
  ]
}
