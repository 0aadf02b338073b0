import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Probe, ProbeRequest } from '../../electron/contract/port'
import { probe as ask } from '../lab'
import { useLayerStore } from './layer'
import { useLayerInputStore } from './layer-input'

/** One value of the feature maps. */
export type ProbePlace = ProbeRequest['output']

/** The receipt of one output value: the one under the pointer, or the one that was pinned. */
export const useProbeStore = defineStore('probe', () => {
  const probe = shallowRef<Probe | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const place = shallowRef<ProbePlace | null>(null)
  const isPinned = ref(false)
  let asking: Promise<void> | null = null
  let isStale = false

  /** Shows the receipt of a value; ignored while another is pinned. */
  function lookAt(next: ProbePlace): void {
    if (isPinned.value || isSamePlace(next, place.value)) return
    place.value = next
    void refresh()
  }

  /** Keeps the receipt of `next` (or the one shown); pinning the pinned value lets go of it. */
  function pin(next: ProbePlace | null = place.value): void {
    if (!next) return
    const isHere = isSamePlace(next, place.value)
    isPinned.value = !(isPinned.value && isHere)
    if (isHere) return
    place.value = next
    void refresh()
  }

  /** Pins another place; resolves once its receipt is there, or the fault that says why not. */
  function moveTo(next: ProbePlace): Promise<void> {
    isPinned.value = true
    place.value = next
    return refresh()
  }

  /** Asks again for the same place: the layer or the picture is another. */
  function refresh(): Promise<void> {
    isStale = true
    asking ??= askNewest()
    return asking
  }

  /** One question at a time; what was asked for meanwhile is asked next, and only the newest. */
  async function askNewest(): Promise<void> {
    while (isStale) {
      isStale = false
      await askOnce()
    }
    asking = null
  }

  async function askOnce(): Promise<void> {
    const picture = useLayerInputStore().current
    if (!picture || !place.value) return clear()
    try {
      const { layer } = useLayerStore()
      const answer = await ask({ picture: picture.id, layer, output: place.value })
      if (!place.value) return // forgotten meanwhile
      probe.value = answer
      fault.value = null
    } catch (error) {
      if (place.value) fault.value = toFault(error)
    }
  }

  /** Forgets the place: no picture is open, or the maps are of another size. */
  function clear(): void {
    place.value = probe.value = fault.value = null
    isPinned.value = false
  }

  return { probe, fault, place, isPinned, lookAt, pin, moveTo, refresh, clear }
})

function isSamePlace(first: ProbePlace, second: ProbePlace | null): boolean {
  return (
    second !== null &&
    first.channel === second.channel &&
    first.y === second.y &&
    first.x === second.x
  )
}
