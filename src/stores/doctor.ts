import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Inspection } from '../../electron/contract/doctor'
import { toFault, type Fault } from '../../electron/contract/faults'
import { inspect } from '../lab'
import { useLayerStore } from './layer'
import { useLayerInputStore } from './layer-input'

/** What the kernels of the selected output do: all together, or one input channel's alone. */
export const useDoctorStore = defineStore('doctor', () => {
  const layers = useLayerStore()
  const input = useLayerInputStore()
  const inspection = shallowRef<Inspection | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const wanted = ref<number | null>(null)
  let asking: Promise<void> | null = null
  let isStale = false

  /** null for all kernels of the output; a channel that the output does not see is not looked at. */
  const channel = computed<number | null>({
    get: () =>
      wanted.value !== null && wanted.value < layers.bench.channels ? wanted.value : null,
    set: (number) => (wanted.value = number),
  })

  /** Asks about what is selected now; one question at a time, and of those that wait the newest. */
  function read(): Promise<void> {
    isStale = true
    asking ??= readNewest()
    return asking
  }

  async function readNewest(): Promise<void> {
    while (isStale) {
      isStale = false
      await readOnce()
    }
    asking = null
  }

  async function readOnce(): Promise<void> {
    const { layer, selectedOutput: output } = layers
    const picture = input.current?.id ?? null
    try {
      inspection.value = await inspect({ picture, layer, output, channel: channel.value })
      fault.value = null
    } catch (error) {
      fault.value = toFault(error)
    }
  }

  return { inspection, fault, channel, read }
})
