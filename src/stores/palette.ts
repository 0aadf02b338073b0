import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether the command palette is open. */
export const usePaletteStore = defineStore('palette', () => {
  const isOpen = ref(false)
  const toggle = (): void => void (isOpen.value = !isOpen.value)
  return { isOpen, toggle }
})
