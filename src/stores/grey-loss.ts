import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { GreySpread, GreyTwins } from '../../electron/contract/port'
import type { Pixel } from '../canvas/fit'
import { readGreySpread, readGreyTwins } from '../lab'
import { useChannelsStore } from './channels'
import { useDisplayStore } from './display'
import { usePicturesStore } from './pictures'
import { usePointerStore } from './pointer'

/** What the grey of the open picture loses: at one pixel, and everywhere. */
export const useGreyLossStore = defineStore('grey-loss', () => {
  const pictures = usePicturesStore()
  const channels = useChannelsStore()
  const display = useDisplayStore()
  const pointer = usePointerStore()
  /** How far a luma may differ and still count as the same, in steps of 1/255. */
  const tolerance = ref(0.5)
  /** The pixel that stays when the pointer leaves. */
  const pinned = shallowRef<Pixel | null>(null)
  const twins = shallowRef<GreyTwins | null>(null)
  const spread = shallowRef<GreySpread | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const newest = { twins: 0, spread: 0 }

  /** The pixel that is spoken of: pointed at, pinned, or the middle one. */
  const pixel = computed<Pixel | null>(() => {
    const picture = pictures.current
    if (!picture) return null
    const { height, width } = picture.shape
    return pointer.onPicture ?? pinned.value ?? { y: height >> 1, x: width >> 1 }
  })

  function requestOf() {
    const { current } = pictures
    const { width, height } = channels.room
    return (
      current && { picture: current.id, luma: display.luma, maxWidth: width, maxHeight: height }
    )
  }

  /** Asks and puts; what arrives after a newer question is left. */
  async function read<T>(
    kind: 'twins' | 'spread',
    ask: () => Promise<T> | null,
    put: (value: T) => void,
  ): Promise<void> {
    const turn = ++newest[kind]
    try {
      const value = await ask()
      if (turn !== newest[kind] || value === null) return
      put(value)
      fault.value = null
    } catch (error) {
      if (turn === newest[kind]) fault.value = toFault(error)
    }
  }

  function readTwins(): Promise<void> {
    const request = requestOf()
    const at = pixel.value
    const ask = () =>
      request && at ? readGreyTwins({ ...request, pixel: at, tolerance: tolerance.value }) : null
    return read('twins', ask, (value) => (twins.value = value))
  }

  function readSpread(): Promise<void> {
    const request = requestOf()
    return read(
      'spread',
      () => request && readGreySpread(request),
      (value) => (spread.value = value),
    )
  }

  /** Another picture: nothing of the former one is left. */
  function forget(): void {
    pinned.value = twins.value = spread.value = fault.value = null
  }

  return { tolerance, pinned, pixel, twins, spread, fault, readTwins, readSpread, forget }
})
