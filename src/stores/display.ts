import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DisplayMode } from '../../electron/contract/presets'
import type { Luma } from '../../electron/contract/tensors'
import { GAINS, type Gain } from '../canvas/scale'

/** How numbers become colours for the rest of this session. Nothing here changes a number. */
export const useDisplayStore = defineStore('display', () => {
  const mode = ref<DisplayMode>('diverging')
  /** One range for all maps, so that their colours can be compared. */
  const sharedScale = ref(false)
  /** How many times narrower than the values' range a signed scale is: shows what is faint. */
  const gain = ref<Gain | 'auto'>('auto')
  /** Channel tiles in their own colour instead of grey. */
  const tint = ref(true)
  const luma = ref<Luma>('bt601')

  /** The next step of the gain; after the last it is automatic again. */
  function raiseGain(): void {
    const at = gain.value === 'auto' ? -1 : GAINS.indexOf(gain.value)
    gain.value = GAINS[at + 1] ?? 'auto'
  }

  return { mode, sharedScale, gain, raiseGain, tint, luma }
})
