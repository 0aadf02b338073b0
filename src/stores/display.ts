import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DisplayMode } from '../../electron/contract/presets'
import type { Luma } from '../../electron/contract/tensors'

/** How numbers become colours for the rest of this session. Nothing here changes a number. */
export const useDisplayStore = defineStore('display', () => {
  const mode = ref<DisplayMode>('min-max')
  /** One range for all maps, so that their colours can be compared. */
  const sharedScale = ref(false)
  /** Channel tiles in their own colour instead of grey. */
  const tint = ref(true)
  const luma = ref<Luma>('bt601')

  return { mode, sharedScale, tint, luma }
})
