import { onScopeDispose } from 'vue'
import { conventionCommands } from './convention-commands'
import { doctorCommands } from './doctor-commands'
import { editCommands } from './edit-commands'
import { fileCommands } from './file-commands'
import { followMain } from './follow-main'
import { kernelCommands } from './kernel-commands'
import { layersCommands } from './layers-commands'
import { mapViewCommands } from './map-view-commands'
import { mapsCommands } from './maps-commands'
import { pictureKernelCommands } from './picture-kernel-commands'
import { pasteCommands } from './paste-commands'
import { presetCommands } from './preset-commands'
import { receiptCommands } from './receipt-commands'
import { useCommandRegistry } from './registry'
import { useMenu } from './use-menu'
import { useShortcuts } from './use-shortcuts'
import { viewCommands } from './view-commands'
import { zoomCommands } from './zoom-commands'

const AREAS = [
  fileCommands,
  editCommands,
  kernelCommands,
  pictureKernelCommands,
  layersCommands,
  pasteCommands,
  doctorCommands,
  presetCommands,
  mapsCommands,
  mapViewCommands,
  receiptCommands,
  zoomCommands,
  conventionCommands,
  viewCommands,
]

/** Registers the commands of every area and listens to the menu and the keys. */
export function useCommands(): void {
  const registry = useCommandRegistry()
  for (const area of AREAS) onScopeDispose(registry.register(area()))
  useShortcuts()
  useMenu()
  followMain()
}
