import { defineStore } from 'pinia'
import { ref } from 'vue'

/** How a kernel is made of pictures. */
export const PICTURE_KERNELS = ['patch', 'fit'] as const
export type PictureKernel = (typeof PICTURE_KERNELS)[number]

/** The dialog in which kernels are made of pictures. */
export const usePictureKernelStore = defineStore('pictureKernel', () => {
  const isOpen = ref(false)
  const how = ref<PictureKernel>('patch')

  function show(wanted: PictureKernel): void {
    how.value = wanted
    isOpen.value = true
  }

  return { isOpen, how, show }
})
