import { translateTo } from '../locales'
import { SAMPLES } from '../samples'
import { useCompareStore } from '../stores/compare'
import { useLayoutStore } from '../stores/layout'
import { usePicturesStore } from '../stores/pictures'
import { useSettingsStore } from '../stores/settings'
import type { Command } from './command'

/** Pictures and the race. */
export function fileCommands(): readonly Command[] {
  const pictures = usePicturesStore()
  const compare = useCompareStore()
  const layout = useLayoutStore()
  const settings = useSettingsStore()
  return [
    {
      id: 'file.open',
      menu: 'file',
      group: 0,
      shortcut: 'Mod+O',
      run: () => pictures.openDialog(),
    },
    {
      id: 'file.close',
      menu: 'file',
      group: 0,
      isEnabled: () => pictures.current !== null,
      needs: () => 'picture',
      run: () => pictures.current && pictures.close(pictures.current.id),
    },
    ...SAMPLES.map(({ id, name }): Command => ({
      id: `file.sample.${id}`,
      menu: null,
      group: 1,
      title: (locale) => translateTo(locale, 'commands.file.sample', { name: name[locale] }),
      run: () => pictures.openSample(id, name[settings.locale]),
    })),
    {
      id: 'file.race',
      menu: 'file',
      group: 2,
      shortcut: 'Mod+Enter',
      isEnabled: () => pictures.current !== null && !compare.isRunning,
      needs: () => (compare.isRunning ? 'raceOver' : 'picture'),
      run: () => {
        layout.tab = 'race'
        return compare.run()
      },
    },
    {
      id: 'file.cancelRace',
      menu: 'file',
      group: 2,
      shortcut: 'Mod+.',
      isEnabled: () => compare.isRunning,
      needs: () => 'race',
      run: () => compare.cancel(),
    },
  ]
}
