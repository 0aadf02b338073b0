import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { PortCalls } from '../../electron/contract/port'
import { exportMaps, saveFile } from '../lab'
import { translate } from '../locales'
import { useNoticesStore } from './notices'

/** What is being done with a file of maps: computed and brought here, or asked about and written. */
export type FileStage = 'none' | 'preparing' | 'writing'

/** Saves feature maps as files, whole and at full size. */
export const useMapFilesStore = defineStore('mapFiles', () => {
  const notices = useNoticesStore()
  const stage = ref<FileStage>('none')
  let newest = 0

  /** Prepares the file, asks where and writes it; tells the path, or the fault. */
  async function save(
    name: string,
    request: Parameters<PortCalls['exportMaps']>[0],
  ): Promise<void> {
    if (stage.value !== 'none') return
    const turn = ++newest
    stage.value = 'preparing'
    try {
      const bytes = await exportMaps(request)
      if (turn !== newest) return
      stage.value = 'writing'
      const path = await saveFile(name, bytes)
      if (path) notices.tell(translate('maps.saved', { path }), 'good')
    } catch (error) {
      if (turn === newest) notices.tellFault(error)
    } finally {
      if (turn === newest) stage.value = 'none'
    }
  }

  /** Gives up on a file that is being prepared; nothing is written. */
  function cancel(): void {
    if (stage.value !== 'preparing') return
    newest++
    stage.value = 'none'
  }

  return { stage, save, cancel }
})
