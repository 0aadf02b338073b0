import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { MapStatistics } from '../../electron/contract/port'
import type { Plane } from '../../electron/contract/tensors'
import { automaticGain, hasGain, rangeOfAll, scaleFor, type Scale } from '../canvas/scale'
import { useDetailsStore } from './details'
import { useDisplayStore } from './display'
import { useLayerStore } from './layer'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'
import { usePointerStore } from './pointer'

/** What one tile of the maps panel shows. */
export interface MapTileContent {
  readonly output: number
  readonly name: string
  readonly plane: Plane
  readonly statistics: MapStatistics
  readonly scale: Scale
  /** Values beyond the scale's ends take their colour. */
  readonly isClipped: boolean
  readonly value: number | null
}

/** White in the mode `clamp`: 1 for pictures, 255 for data with numbers of its own. */
export function whiteOf(scale: 'unit' | 'data' | undefined): number {
  return scale === 'data' ? 255 : 1
}

/**
 * The tiles of the newest result, one per map that was sent, each with its scale and reading. A tile that
 * shows what it showed before is the same object.
 */
export const useMapTilesStore = defineStore('mapTiles', () => {
  const maps = useMapsStore()
  const layers = useLayerStore()
  const display = useDisplayStore()
  const pointer = usePointerStore()
  const pictures = usePicturesStore()
  const details = useDetailsStore()

  const tiles = computed<readonly MapTileContent[]>((before) => {
    const planes = maps.result?.planes ?? []
    const statistics = maps.result?.statistics ?? []
    const white = whiteOf(pictures.current?.scale)
    const shared = display.sharedScale ? rangeOfAll(statistics) : null
    const gainFor = ({ histogram }: MapStatistics): number =>
      display.gain === 'auto' ? (shared ? 1 : automaticGain(histogram)) : display.gain
    return planes.flatMap((plane, index) => {
      const own = statistics[index]
      if (typeof plane.channel !== 'number' || !own) return []
      const gain = hasGain(display.mode) ? gainFor(own) : 1
      const tile: MapTileContent = {
        output: plane.channel,
        name: layers.outputNames[plane.channel] ?? `Y${plane.channel}`,
        plane: details.maps.planeOf(plane.channel) ?? plane,
        statistics: own,
        isClipped: gain > 1,
        scale: scaleFor(display.mode, shared ?? own, { white, gain }),
        value: maps.isCoarse ? null : (pointer.onMaps?.values?.get(plane.channel) ?? null),
      }
      const old = before?.[index]
      return [old && isSame(old, tile) ? old : tile]
    })
  })
  /** The tile of the selected output, or the only one that is shown. */
  const selected = computed(
    () => tiles.value.find(({ output }) => output === layers.selectedOutput) ?? tiles.value[0],
  )

  return { tiles, selected }
})

function isSame({ scale: first, ...one }: MapTileContent, tile: MapTileContent): boolean {
  const { scale: second, ...other } = tile
  return isAlike(first, second) && isAlike(one, other)
}

function isAlike<T extends object>(one: T, other: T): boolean {
  const names = Object.keys(one) as (keyof T)[]
  return names.every((name) => Object.is(one[name], other[name]))
}
