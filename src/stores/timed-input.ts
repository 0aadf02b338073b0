import { defineStore } from 'pinia'
import type { Preset } from '../../electron/contract/presets'
import { noisePicture } from '../presets/noise-picture'
import { useLayerStore } from './layer'
import { usePicturesStore } from './pictures'

/** The inputs that timed layers bring along: seeded numbers of the channels they are made for. */
export const useTimedInputStore = defineStore('timed-input', () => {
  const pictures = usePicturesStore()
  const layers = useLayerStore()

  /**
   * Opens a preset's own input, unless what is open has its channels or the layer stands behind
   * others. Resolves to false when it could not be opened; `pictures.fault` says why.
   */
  async function bring({ input }: Preset): Promise<boolean> {
    if (!input || layers.stack.at > 0) return true
    const open = pictures.current?.shape
    if (open?.channels === input.channels) return true
    return await pictures.openFile(noisePicture(input))
  }

  return { bring }
})
