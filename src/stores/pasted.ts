import { defineStore } from 'pinia'
import { ref } from 'vue'
import { withPasted } from '../kernel-text/placing'
import { useLayerStore } from './layer'
import { createReading } from './pasted-reading'
import { useWallStore } from './wall'

/** Kernels from a text: what they were recognised as, what the person changes of it, one step. */
export const usePastedStore = defineStore('pasted', () => {
  const layers = useLayerStore()
  const wall = useWallStore()
  const isOpen = ref(false)
  const text = ref('')
  const takesBias = ref(true)
  const takesEdge = ref(true)
  const { forget, ...reading } = createReading(text)
  const { weights, found, target } = reading

  /** Opens the dialog with a text, or an empty one to type into; every choice is a guess again. */
  function show(opened = ''): void {
    text.value = opened
    forget()
    takesBias.value = takesEdge.value = true
    isOpen.value = true
  }

  /** Puts the kernels on the wall as one step. Throws `bad-weights` when they do not fit. */
  function apply(): void {
    if (!weights.value || !found.value) return
    const [first] = layers.bench.layer.weights.shape
    const { output, input } = wall.focus
    const next = withPasted(layers.bench, {
      weights: weights.value,
      target: target.value,
      output,
      input: Math.max(0, input),
      bias: takesBias.value ? found.value.bias : null,
      edgeMode: takesEdge.value ? found.value.edgeMode : null,
    })
    const shape = weights.value.shape.join(' × ')
    layers.replaceBench(next, { key: 'pasted', params: { shape } })
    if (target.value === 'append') layers.selectedOutput = first
    isOpen.value = false
  }

  return { isOpen, text, takesBias, takesEdge, ...reading, show, apply }
})
