import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DisplayMode } from '../../electron/contract/presets'
import type { Luma } from '../../electron/contract/tensors'
import { GAINS } from '../canvas/scale'

/** How numbers become colours for the rest of this session. Nothing here changes a number. */
export const useDisplayStore = defineStore('display', () => {
  const mode = ref<DisplayMode>('min-max')
  /** One range for all maps, so that their colours can be compared. */
  const sharedScale = ref(false)
  /** How many times narrower than the values' range the scale is: shows what is faint. */
  const gain = ref<number>(1)
  /** Channel tiles in their own colour instead of grey. */
  const tint = ref(true)
  const luma = ref<Luma>('bt601')

  /** The next step of the gain; after the last comes 1 again. */
  function raiseGain(): void {
    gain.value = GAINS.find((step) => step > gain.value) ?? 1
  }

  return { mode, sharedScale, gain, raiseGain, tint, luma }
})
