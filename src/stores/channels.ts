import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Size } from '../../electron/contract/spec'
import type { PictureInfo, Plane, PlaneChannel } from '../../electron/contract/tensors'
import { isColour } from '../channels'
import type { MapStatistics } from '../../electron/contract/port'
import { readHistograms, readPlanes } from '../lab'
import { useDisplayStore } from './display'
import { usePicturesStore } from './pictures'

/** More channels than this are not drawn as tiles; a layer still reads them all. */
export const MOST_TILES = 16

/** The planes of the open picture at display size, one per channel and the grey a luma keeps. */
export const useChannelsStore = defineStore('channels', () => {
  const pictures = usePicturesStore()
  const display = useDisplayStore()
  const planes = shallowRef<ReadonlyMap<PlaneChannel, Plane>>(new Map())
  /** Statistics and histogram of every channel shown. */
  const statistics = shallowRef<ReadonlyMap<PlaneChannel, MapStatistics>>(new Map())
  /** The picture whose planes these are. */
  const of = shallowRef<PictureInfo | null>(null)
  const fault = shallowRef<Fault | null>(null)
  /** The largest room a plane is drawn in, device pixels. */
  const room = shallowRef<Size>({ width: 512, height: 384 })
  let newest = 0

  /** What is shown of the open picture, in order. */
  const channels = computed<readonly PlaneChannel[]>(() => {
    const picture = pictures.current
    if (!picture) return []
    const count = Math.min(picture.shape.channels, MOST_TILES)
    const all: PlaneChannel[] = Array.from({ length: count }, (_, channel) => channel)
    return isColour(picture) ? [...all, display.luma] : all
  })

  /** Reads the planes anew; what arrives after a newer reading began is left. */
  async function read(): Promise<void> {
    const turn = ++newest
    const picture = pictures.current
    try {
      const read = picture ? await readShown(picture, channels.value, room.value) : []
      if (turn === newest) put(picture, read)
    } catch (error) {
      if (turn === newest) fault.value = toFault(error)
    }
  }

  function put(picture: PictureInfo | null, read: readonly Shown[]): void {
    planes.value = new Map(read.map(({ plane }) => [plane.channel, plane]))
    statistics.value = new Map(read.map(({ plane, statistics }) => [plane.channel, statistics]))
    of.value = picture
    fault.value = null
  }

  return { planes, statistics, of, fault, room, channels, read }
})

interface Shown {
  readonly plane: Plane
  readonly statistics: MapStatistics
}

async function readShown(
  { id }: PictureInfo,
  channels: readonly PlaneChannel[],
  { width, height }: Size,
): Promise<readonly Shown[]> {
  const tensor = { kind: 'picture', id } as const
  const [planes, statistics] = await Promise.all([
    readPlanes({ tensor, channels, region: null, maxWidth: width, maxHeight: height }),
    readHistograms(tensor, channels),
  ])
  return planes.flatMap((plane, index) => {
    const own = statistics[index]
    return own ? [{ plane, statistics: own }] : []
  })
}
