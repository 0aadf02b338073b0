import { useMachineStore } from './stores/machine'
import { useNoticesStore } from './stores/notices'
import { useOwnPresetsStore } from './stores/own-presets'
import { usePicturesStore } from './stores/pictures'
import { useSettingsStore } from './stores/settings'

/** What the window does once it stands: reads what was kept, follows main. */
export function useStart(): () => Promise<void> {
  const settings = useSettingsStore()
  const machine = useMachineStore()
  const pictures = usePicturesStore()
  const own = useOwnPresetsStore()
  const notices = useNoticesStore()
  return async () => {
    pictures.follow()
    await Promise.all([settings.load(), machine.load(), own.load()]).catch(notices.tellFault)
  }
}
