import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toFault } from '../../electron/contract/faults'
import type { FusionDifference } from '../../electron/contract/stack'
import { readFusionDifference } from '../lab'
import { useLayerStore } from './layer'
import { useLayerInputStore } from './layer-input'
import { useNoticesStore } from './notices'

/** Two layers made one, and how far the results lie apart. */
export const useFusionStore = defineStore('fusion', () => {
  const layers = useLayerStore()
  const input = useLayerInputStore()
  const notices = useNoticesStore()
  const difference = shallowRef<FusionDifference | null>(null)

  /** Fuses the chosen layer with the next as one step, then compares the two with the one. */
  async function fuse(): Promise<void> {
    difference.value = null
    const source = input.current
    try {
      const fused = layers.fuse()
      if (!fused || !source) return
      const [first, second, one] = fused
      difference.value = await readFusionDifference({ input: source.id, first, second, fused: one })
    } catch (error) {
      notices.tell(toFault(error), 'error')
    }
  }

  return { difference, fuse, forget: () => (difference.value = null) }
})
