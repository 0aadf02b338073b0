import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { toFault } from '../../electron/contract/faults'
import type { PlaneChannel, TensorRef } from '../../electron/contract/tensors'
import type { Pixel } from '../canvas/fit'
import { readPlanes } from '../lab'
import { useMapsStore } from './maps'
import { useNoticesStore } from './notices'
import { usePicturesStore } from './pictures'

/** A pixel that is pointed at, and what every channel holds there once it is known. */
export interface Pointed extends Pixel {
  readonly values: ReadonlyMap<PlaneChannel, number> | null
}

/** The pixel under the pointer or the keyboard's cursor, in the maps and in the picture. */
export const usePointerStore = defineStore('pointer', () => {
  const maps = useMapsStore()
  const pictures = usePicturesStore()
  const notices = useNoticesStore()
  const onMaps = shallowRef<Pointed | null>(null)
  const onPicture = shallowRef<Pointed | null>(null)
  const isReading = ref(false)
  let wanted: (() => Promise<void>) | null = null

  /** Reads one after the other; of those that wait only the newest is read. */
  async function read(next: () => Promise<void>): Promise<void> {
    wanted = next
    if (isReading.value) return
    isReading.value = true
    while (wanted) {
      const turn: () => Promise<void> = wanted
      wanted = null
      await turn().catch(notUnlessLost)
    }
    isReading.value = false
  }

  /** The compute window's restart is told elsewhere, and the values are read again after it. */
  function notUnlessLost(error: unknown): void {
    if (toFault(error).code !== 'compute-lost') notices.tellFault(error)
  }

  function pointAtMaps(pixel: Pixel | null): void {
    const size = maps.result?.geometry.output
    const isInside = pixel && size && pixel.y < size.height && pixel.x < size.width
    onMaps.value = isInside ? { ...pixel, values: valuesAt(onMaps.value, pixel) } : null
    if (!isInside) return
    const channels = Array.from({ length: size.channels }, (_, channel) => channel)
    void read(async () => {
      const values = await valuesOf({ kind: 'maps' }, channels, pixel)
      if (isAt(onMaps.value, pixel)) onMaps.value = { ...pixel, values }
    })
  }

  function pointAtPicture(pixel: Pixel | null, channels: readonly PlaneChannel[] = []): void {
    const picture = pictures.current
    onPicture.value =
      pixel && picture ? { ...pixel, values: valuesAt(onPicture.value, pixel) } : null
    if (!pixel || !picture) return
    void read(async () => {
      const values = await valuesOf({ kind: 'picture', id: picture.id }, channels, pixel)
      if (isAt(onPicture.value, pixel)) onPicture.value = { ...pixel, values }
    })
  }

  /** Reads the pointed pixel of the maps again: a new result lies there. */
  const refresh = (): void => pointAtMaps(onMaps.value)

  /** Points at nothing: another picture is open. */
  function leave(): void {
    onMaps.value = onPicture.value = null
  }

  return { onMaps, onPicture, pointAtMaps, pointAtPicture, refresh, leave }
})

function isAt(pointed: Pointed | null, { y, x }: Pixel): boolean {
  return pointed?.y === y && pointed.x === x
}

/** Values that are already there stay until newer ones arrive, so that nothing flickers. */
function valuesAt(pointed: Pointed | null, pixel: Pixel): Pointed['values'] {
  return isAt(pointed, pixel) ? (pointed?.values ?? null) : null
}

async function valuesOf(
  tensor: TensorRef,
  channels: readonly PlaneChannel[],
  { y, x }: Pixel,
): Promise<ReadonlyMap<PlaneChannel, number>> {
  const region = { y, x, height: 1, width: 1 }
  const planes = await readPlanes({ tensor, channels, region, maxWidth: 1, maxHeight: 1 })
  return new Map(planes.map(({ channel, values }) => [channel, values[0] ?? NaN]))
}
