import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { codeOf, type CodeName } from '../code/code'
import { useLayerStore } from './layer'

/** The layer on the bench as a program of another library, while its dialog is open. */
export const useCopiedCodeStore = defineStore('copiedCode', () => {
  const layers = useLayerStore()
  const isOpen = ref(false)
  const name = ref<CodeName>('pytorch')
  const text = computed(() => (isOpen.value ? codeOf(layers.layer, name.value) : ''))

  function show(wanted: CodeName): void {
    name.value = wanted
    isOpen.value = true
  }

  return { isOpen, name, text, show }
})
