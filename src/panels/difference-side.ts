import { computed, shallowRef, watch } from 'vue'
import type { MapStatistics } from '../../electron/contract/port'
import type { Size } from '../../electron/contract/spec'
import { scaleFor } from '../canvas/scale'
import { readDifference } from '../lab'
import { useDisplayStore } from '../stores/display'
import { usePixelRatio } from '../components/use-pixel-ratio'
import { mapOf, useMapViewsStore } from '../stores/map-views'
import { useMapsStore } from '../stores/maps'
import { usePicturesStore } from '../stores/pictures'
import { useZoomStore } from '../stores/zoom'
import { ALIKE } from '../zoom/alignment'
import { createReading, type Wanted } from '../zoom/reading'
import { deviceSize, usePictureVersion, usePlacing, type Shown } from './placing'
import { useSideNames } from './side-names'

/** The first side less the second, and the statistics of all its values. */
export function useDifference(box: () => Size) {
  const views = useMapViewsStore()
  const pictures = usePicturesStore()
  const maps = useMapsStore()
  const display = useDisplayStore()
  const zoom = useZoomStore()
  const placed = usePlacing(box)
  const version = usePictureVersion()
  const ratio = usePixelRatio()
  const { nameOf, planeRefOf } = useSideNames()
  const statistics = shallowRef<MapStatistics | null>(null)
  const isOnMap = computed(() => views.pair.some((side) => mapOf(side) !== null))

  function wanted(): Wanted | null {
    const info = pictures.current
    const { whole } = maps
    if (views.comparison !== 'difference' || !info || !whole) return null
    const size = isOnMap.value ? whole.geometry.output : info.shape
    const window = zoom.windowOf(isOnMap.value ? 'maps' : 'picture')
    const { tensor } = planeRefOf(views.pair[0])
    const of = JSON.stringify([views.pair, display.luma, version(), maps.drawnCount])
    return { tensor, channels: [0], size, window, box: deviceSize(box(), ratio.value), version: of }
  }

  const reading = createReading(wanted, async ({ region, maxWidth, maxHeight }) => {
    const [first, second] = [planeRefOf(views.pair[0]), planeRefOf(views.pair[1])]
    const read = await readDifference({ first, second, region, maxWidth, maxHeight })
    statistics.value = read.statistics
    return [read.plane]
  })
  watch(reading.wanted, reading.follow, { immediate: true })

  const less = computed<Shown | null>(() => {
    const plane = reading.planeOf(0)
    if (!plane || !statistics.value) return null
    const scale = scaleFor('diverging', statistics.value)
    const name = views.pair.map(nameOf).join(' − ')
    return { name, ...placed(plane, scale, isOnMap.value ? zoom.alignment : ALIKE) }
  })

  return { less, statistics, isOnMap }
}
