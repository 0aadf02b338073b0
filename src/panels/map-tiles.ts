import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MapStatistics } from '../../electron/contract/port'
import type { Plane } from '../../electron/contract/tensors'
import { automaticGain, hasGain, rangeOfAll, scaleFor, type Scale } from '../canvas/scale'
import { formatValue } from '../format'
import { useDetailsStore } from '../stores/details'
import { useDisplayStore } from '../stores/display'
import { useLayerStore } from '../stores/layer'
import { useMapsStore } from '../stores/maps'
import { usePicturesStore } from '../stores/pictures'
import { usePointerStore } from '../stores/pointer'

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
  readonly labels: { canvas: string; histogram: string; enlarge: string; notFinite: string }
}

/** White in the mode `clamp`: 1 for pictures, 255 for data with numbers of its own. */
export function whiteOf(scale: 'unit' | 'data' | undefined): number {
  return scale === 'data' ? 255 : 1
}

/** The tiles of the newest result, one per map that was sent, each with its scale and reading. */
export function useMapTiles() {
  const { t } = useI18n()
  const maps = useMapsStore()
  const layers = useLayerStore()
  const display = useDisplayStore()
  const pointer = usePointerStore()
  const pictures = usePicturesStore()
  const details = useDetailsStore()

  return computed<readonly MapTileContent[]>(() => {
    const planes = maps.result?.planes ?? []
    const statistics = maps.result?.statistics ?? []
    const isAlone = maps.view.enlarged !== null
    const white = whiteOf(pictures.current?.scale)
    const shared = display.sharedScale ? rangeOfAll(statistics) : null
    const gainFor = ({ histogram }: MapStatistics): number =>
      display.gain === 'auto' ? (shared ? 1 : automaticGain(histogram)) : display.gain
    return planes.flatMap((plane, index) => {
      const own = statistics[index]
      if (typeof plane.channel !== 'number' || !own) return []
      const name = layers.outputNames[plane.channel] ?? `Y${plane.channel}`
      const range = { low: formatValue(own.min), high: formatValue(own.max), name }
      return [
        {
          output: plane.channel,
          name,
          plane: details.maps.planeOf(plane.channel) ?? plane,
          statistics: own,
          isClipped: hasGain(display.mode) && gainFor(own) > 1,
          scale: scaleFor(display.mode, shared ?? own, { white, gain: gainFor(own) }),
          value: maps.isCoarse ? null : (pointer.onMaps?.values?.get(plane.channel) ?? null),
          labels: {
            canvas: t('maps.tile', range),
            histogram: t('maps.histogram', range),
            enlarge: t(isAlone ? 'maps.all' : 'maps.enlarge', { name }),
            notFinite: t('maps.notFinite', { count: own.notFinite }),
          },
        },
      ]
    })
  })
}
