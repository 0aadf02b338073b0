import { until } from '@vueuse/core'
import { onScopeDispose } from 'vue'
import { asError, FaultError, type Fault } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import type { LabCommand } from '../../electron/contract/requests'
import { onEvent, tellDemonstrated } from '../lab'
import { useCompareStore } from '../stores/compare'
import { useLayerStore } from '../stores/layer'
import { useMapsStore } from '../stores/maps'
import { useNoticesStore } from '../stores/notices'
import { usePicturesStore } from '../stores/pictures'
import { usePresetsStore } from '../stores/presets'
import { useSettingsStore } from '../stores/settings'
import { useCommandRegistry } from './registry'

/** Runs what the menu asks for, and plays the demonstration when main asks for it. */
export function followMain(): void {
  const registry = useCommandRegistry()
  const notices = useNoticesStore()

  async function obey(command: LabCommand): Promise<void> {
    if (command.kind === 'run') registry.run(command.id)
    else await demonstrate(command.sample, command.preset)
  }

  onScopeDispose(onEvent('command', (command) => void obey(command).catch(notices.tellFault)))
}

/** Sample, preset, maps on screen, both engines: then main is told, with what the window shows. */
async function demonstrate(sample: string, preset: string): Promise<void> {
  const maps = useMapsStore()
  const compare = useCompareStore()
  const pictures = usePicturesStore()
  if (!(await pictures.openSample(sample))) throw stopped(pictures.fault)
  usePresetsStore().apply(preset, useSettingsStore().locale)
  const { layer } = useLayerStore()
  await until(() => maps.drawnLayer === layer || maps.fault !== null).toBe(true)
  if (maps.fault) throw stopped(maps.fault)
  const result = await compare.run()
  if (!result) throw stopped(compare.fault)
  tellDemonstrated(result)
}

function stopped(fault: Fault | null): FaultError {
  if (fault) return asError(fault)
  return new FaultError('cancelled', sentence`The demonstration was stopped; nothing was changed.`)
}
