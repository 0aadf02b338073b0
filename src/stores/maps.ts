import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Fault } from '../../electron/contract/faults'
import type { PreviewResult } from '../../electron/contract/port'
import type { Layer } from '../../electron/contract/spec'

/** What the maps panel has room for, in device pixels, and which maps it shows. */
export interface MapsView {
  readonly maxWidth: number
  readonly maxHeight: number
  /** One map alone, by its output number; null for all of them. */
  readonly enlarged: number | null
  /** Those that a composite or a comparison needs; null where all are shown. */
  readonly chosen: readonly number[] | null
}

/** The feature maps on screen: the newest result, and how long it took to get there. */
export const useMapsStore = defineStore('maps', () => {
  const result = shallowRef<PreviewResult | null>(null)
  /** The newest whole result: what the tensor `maps` holds. */
  const whole = shallowRef<PreviewResult | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const isCoarse = ref(false)
  /** A result is being computed. */
  const isComputing = ref(false)
  /** From the newest edit to the first drawing that shows it, ms. */
  const latencyMs = ref<number | null>(null)
  /** From the newest edit to the drawing of the whole result, ms. */
  const fullLatencyMs = ref<number | null>(null)
  /** How many edits have been drawn whole since the window opened. */
  const drawnCount = ref(0)
  /** The layer whose whole result was drawn last. */
  const drawnLayer = shallowRef<Layer | null>(null)
  const view = shallowRef<MapsView>({ maxWidth: 320, maxHeight: 240, enlarged: null, chosen: null })

  function show(shown: PreviewResult): void {
    result.value = shown
    isCoarse.value = shown.coarse
    if (!shown.coarse) whole.value = shown
    fault.value = null
  }

  function clear(): void {
    result.value = whole.value = null
    fault.value = null
    latencyMs.value = fullLatencyMs.value = null
  }

  /** Says how much room there is; a change asks for new planes. */
  function changeView(change: Partial<MapsView>): void {
    const next = { ...view.value, ...change }
    if (JSON.stringify(next) !== JSON.stringify(view.value)) view.value = next
  }

  return {
    result,
    whole,
    fault,
    isCoarse,
    isComputing,
    latencyMs,
    fullLatencyMs,
    drawnCount,
    drawnLayer,
    view,
    show,
    clear,
    changeView,
  }
})
