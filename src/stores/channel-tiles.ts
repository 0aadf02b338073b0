import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { PreviewResult, ShownChannel } from '../../electron/contract/port'
import type { Shape, Size } from '../../electron/contract/spec'
import type { PictureInfo, PlaneChannel, TensorRef } from '../../electron/contract/tensors'
import { isColour } from '../channels'
import { componentsOf, type View } from '../colour-views'
import { readChannels } from '../lab'
import { useDisplayStore } from './display'
import { useMachineStore } from './machine'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'

/** Which tensor is browsed, and what makes it another one. */
export interface Browsed {
  readonly tensor: TensorRef
  readonly shape: Shape
  readonly isUnit: boolean
  /** Changes with the numbers: the picture as it was opened, the newest result, the process. */
  readonly version: readonly unknown[]
}

/** Any tensor's channels as tiles: only those in sight are read, however many there are. */
export const useChannelTilesStore = defineStore('channel-tiles', () => {
  const pictures = usePicturesStore()
  const maps = useMapsStore()
  const display = useDisplayStore()
  const machine = useMachineStore()
  const source = ref<TensorRef['kind']>('picture')
  const view = ref<View>('rgb')
  /** The largest room of a tile, device pixels. */
  const room = shallowRef<Size>({ width: 128, height: 128 })
  /** Places of the first tile in sight and of the one behind the last. */
  const inSight = shallowRef<readonly [number, number]>([0, 8])
  const shown = shallowRef<ReadonlyMap<PlaneChannel, ShownChannel>>(new Map())
  const fault = shallowRef<Fault | null>(null)
  let asked = new Set<PlaneChannel>()
  let askedOf = ''
  let readOf = ''

  const browsed = computed<Browsed | null>(() => {
    const { current } = pictures
    const process = machine.readyCount
    if (!current) return null
    if (source.value === 'picture') return browsedPicture(current, process)
    return maps.whole && browsedMaps(maps.whole, [process, maps.drawnCount])
  })

  /** The view that can be had: only R, G, B have others. */
  const viewShown = computed<View>(() => {
    const { current } = pictures
    return source.value === 'picture' && current && isColour(current) ? view.value : 'rgb'
  })

  /** Everything there is to see, in order. */
  const channels = computed<readonly PlaneChannel[]>(() => {
    const { current } = pictures
    if (!browsed.value) return []
    const all = Array.from({ length: browsed.value.shape.channels }, (_, channel) => channel)
    if (source.value === 'maps' || !current || !isColour(current)) return all
    const components = componentsOf(viewShown.value, display.luma)
    return viewShown.value === 'rgb' ? [...all, ...components] : components
  })

  const visible = computed(() => channels.value.slice(...inSight.value))

  /** Reads what is in sight and not there yet. Tiles of former numbers stay until new ones are there. */
  async function read(): Promise<void> {
    const target = browsed.value
    const name = JSON.stringify([target, room.value])
    if (name !== askedOf) asked = new Set()
    askedOf = name
    const missing = visible.value.filter((channel) => !asked.has(channel))
    if (!target || missing.length === 0) return
    missing.forEach((channel) => asked.add(channel))
    const { width: maxWidth, height: maxHeight } = room.value
    const request = { tensor: target.tensor, channels: missing, region: null, maxWidth, maxHeight }
    try {
      const read = await readChannels(request)
      if (name === askedOf) put(name, read)
    } catch (error) {
      if (name === askedOf) fault.value = toFault(error)
    }
  }

  function put(name: string, read: readonly ShownChannel[]): void {
    const kept = name === readOf ? shown.value : []
    shown.value = new Map([...kept, ...read.map((one) => [one.plane.channel, one] as const)])
    readOf = name
    fault.value = null
  }

  return { source, view, viewShown, room, inSight, shown, fault, browsed, channels, visible, read }
})

function browsedPicture({ id, shape, scale, notes }: PictureInfo, process: number): Browsed {
  const tensor = { kind: 'picture', id } as const
  return { tensor, shape, isUnit: scale === 'unit', version: [process, notes] }
}

function browsedMaps({ geometry }: PreviewResult, version: readonly number[]): Browsed {
  return { tensor: { kind: 'maps' }, shape: geometry.output, isUnit: false, version }
}
