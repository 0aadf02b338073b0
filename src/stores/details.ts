import { defineStore } from 'pinia'
import { markRaw } from 'vue'
import { createReading } from '../zoom/reading'
import { useChannelTilesStore } from './channel-tiles'
import { useChannelsStore } from './channels'
import { useMachineStore } from './machine'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'
import { useZoomStore } from './zoom'

/** The parts of the planes that are zoomed into, at display resolution; nothing at zoom 1. */
export const useDetailsStore = defineStore('details', () => {
  const zoom = useZoomStore()
  const pictures = usePicturesStore()
  const machine = useMachineStore()
  const shown = useChannelsStore()
  const tiles = useChannelTilesStore()
  const results = useMapsStore()

  const picture = createReading(() => {
    const info = pictures.current
    if (!info || zoom.level === 1) return null
    const { id, shape: size, notes } = info
    const channels = [0, 1, 2].slice(0, size.channels)
    const version = JSON.stringify([id, notes, machine.readyCount])
    const tensor = { kind: 'picture', id } as const
    return { tensor, channels, size, window: zoom.picture, box: shown.room, version }
  })

  const channels = createReading(() => {
    const { browsed, visible, room: box, source } = tiles
    if (!browsed || zoom.level === 1) return null
    const { tensor, shape: size } = browsed
    const version = JSON.stringify(browsed)
    return { tensor, channels: visible, size, window: zoom.windowOf(source), box, version }
  })

  const maps = createReading(() => {
    const { result, view } = results
    if (!result || result.coarse || zoom.level === 1) return null
    const outputs = result.planes.map(({ channel }) => channel)
    const box = { width: view.maxWidth, height: view.maxHeight }
    const { output: size } = result.geometry
    return {
      tensor: { kind: 'maps' } as const,
      channels: outputs,
      size,
      window: zoom.onMaps,
      box,
      version: result,
    }
  })

  return { picture: markRaw(picture), channels: markRaw(channels), maps: markRaw(maps) }
})
