import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Size } from '../../electron/contract/spec'
import type { PictureInfo, Plane, PlaneChannel } from '../../electron/contract/tensors'
import { readPlanes } from '../lab'
import { usePicturesStore } from './pictures'

/** The open picture as it is drawn: its first three channels at display size. */
export const useChannelsStore = defineStore('channels', () => {
  const pictures = usePicturesStore()
  const planes = shallowRef<ReadonlyMap<PlaneChannel, Plane>>(new Map())
  /** The picture whose planes these are. */
  const of = shallowRef<PictureInfo | null>(null)
  const fault = shallowRef<Fault | null>(null)
  /** The largest room a plane is drawn in, device pixels. */
  const room = shallowRef<Size>({ width: 512, height: 384 })
  let newest = 0

  /** Reads the planes anew; what arrives after a newer reading began is left. */
  async function read(): Promise<void> {
    const turn = ++newest
    const picture = pictures.current
    try {
      const read = picture ? await readFirst(picture, room.value) : []
      if (turn !== newest) return
      planes.value = new Map(read.map((plane) => [plane.channel, plane]))
      of.value = picture
      fault.value = null
    } catch (error) {
      if (turn === newest) fault.value = toFault(error)
    }
  }

  return { planes, of, fault, room, read }
})

function readFirst({ id, shape }: PictureInfo, room: Size): Promise<readonly Plane[]> {
  const channels = [0, 1, 2].slice(0, shape.channels)
  const { width: maxWidth, height: maxHeight } = room
  return readPlanes({
    tensor: { kind: 'picture', id },
    channels,
    region: null,
    maxWidth,
    maxHeight,
  })
}
