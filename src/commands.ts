import { until } from '@vueuse/core'
import { onScopeDispose, type Ref } from 'vue'
import { FaultError } from '../electron/contract/faults'
import type { LabCommand } from '../electron/contract/requests'
import { onEvent, tellDemonstrated } from './lab'
import { useCompareStore } from './stores/compare'
import { useLayerStore } from './stores/layer'
import { useMapsStore } from './stores/maps'
import { useNoticesStore } from './stores/notices'
import { usePicturesStore } from './stores/pictures'
import { usePresetsStore } from './stores/presets'
import { useSettingsStore } from './stores/settings'

export type Tab = 'lab' | 'race'

/** Obeys the menu and plays the demonstration when main asks for it. */
export function useCommands(tab: Ref<Tab>): void {
  const pictures = usePicturesStore()
  const compare = useCompareStore()
  const notices = useNoticesStore()

  async function obey(command: LabCommand): Promise<void> {
    if (command.kind === 'open') await pictures.openDialog()
    else if (command.kind === 'compare') await showRace(tab)
    else if (command.kind === 'cancel') await compare.cancel()
    else await demonstrate(command.sample, command.preset)
  }

  onScopeDispose(onEvent('command', (command) => void obey(command).catch(notices.tellFault)))
}

async function showRace(tab: Ref<Tab>): Promise<void> {
  tab.value = 'race'
  await useCompareStore().run()
}

/** Sample, preset, maps on screen, both engines: then main is told, with what the window shows. */
async function demonstrate(sample: string, preset: string): Promise<void> {
  const maps = useMapsStore()
  const compare = useCompareStore()
  const pictures = usePicturesStore()
  if (!(await pictures.openSample(sample))) throw asError(pictures.fault)
  usePresetsStore().apply(preset, useSettingsStore().locale)
  const { layer } = useLayerStore()
  await until(() => maps.drawnLayer === layer || maps.fault !== null).toBe(true)
  if (maps.fault) throw asError(maps.fault)
  const result = await compare.run()
  if (!result) throw asError(compare.fault)
  tellDemonstrated(result)
}

function asError(fault: { code: FaultError['code']; message: string } | null): FaultError {
  return new FaultError(
    fault?.code ?? 'cancelled',
    fault?.message ?? 'The demonstration was stopped; nothing was changed.',
  )
}
