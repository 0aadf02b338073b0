import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Peak } from '../../electron/contract/kernels'
import type { Plane } from '../../electron/contract/tensors'
import { readPeaks, readPlanes } from '../lab'
import { useLayerStore } from './layer'
import { useMapsStore } from './maps'

/** The room of the map beside the picture, device pixels. */
const ROOM = { maxWidth: 1024, maxHeight: 1024 }

/** Where the map of the selected output is highest. */
export const usePeaksStore = defineStore('peaks', () => {
  const layers = useLayerStore()
  const maps = useMapsStore()
  const peaks = shallowRef<readonly Peak[]>([])
  /** The map that the peaks are of. */
  const map = shallowRef<Plane | null>(null)
  const count = ref(8)
  const fault = shallowRef<Fault | null>(null)
  let newest = 0

  /** Looks for the peaks of the selected output in the newest whole result. */
  async function look(): Promise<void> {
    const turn = ++newest
    const geometry = maps.whole?.geometry
    const channel = layers.selectedOutput
    if (!geometry || channel >= geometry.output.channels) return
    const { height, width } = geometry.effectiveKernel
    const reach = { y: Math.max(1, height >> 1), x: Math.max(1, width >> 1) }
    try {
      const [found, planes] = await Promise.all([
        readPeaks({ channel, count: count.value, reach }),
        readPlanes({ tensor: { kind: 'maps' }, channels: [channel], region: null, ...ROOM }),
      ])
      if (turn !== newest) return
      peaks.value = found
      map.value = planes[0] ?? null
      fault.value = null
    } catch (error) {
      if (turn === newest) fault.value = toFault(error)
    }
  }

  return { peaks, map, count, fault, look }
})
