import { computed, shallowRef, watch } from 'vue'
import type { MapStatistics } from '../../electron/contract/port'
import type { Size } from '../../electron/contract/spec'
import { magnitudeOf, scaleFor } from '../canvas/scale'
import { readDifference } from '../lab'
import { useDisplayStore } from '../stores/display'
import { usePixelRatio } from '../components/use-pixel-ratio'
import { mapOf, useMapViewsStore, type Side } from '../stores/map-views'
import { useMapsStore } from '../stores/maps'
import { usePicturesStore } from '../stores/pictures'
import { useZoomStore } from '../stores/zoom'
import { ALIKE } from '../zoom/alignment'
import { createReading, type Wanted } from '../zoom/reading'
import { deviceSize, usePictureVersion, usePlacing, type Shown } from './placing'
import { useSideNames } from './side-names'

/** A difference of at most this part of the largest value is rounding: 16 u of f32, u = 2⁻²⁴. */
const ROUNDING = 2 ** -20

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

  /** The largest value of the two sides, as far as it is known; 0 where it is not. */
  function largestOf(side: Side): number {
    const map = mapOf(side)
    if (map === null) return pictures.current?.scale === 'unit' ? 1 : 0
    const own =
      maps.whole?.statistics[maps.whole.planes.findIndex(({ channel }) => channel === map)]
    return own ? magnitudeOf(own) : 0
  }
  /** What the sides go up to, when they differ by no more than rounding; else null. */
  const equalUpTo = computed(() => {
    if (!statistics.value) return null
    const largest = Math.max(...views.pair.map(largestOf))
    return magnitudeOf(statistics.value) <= ROUNDING * largest ? largest : null
  })

  const less = computed<Shown | null>(() => {
    const plane = reading.planeOf(0)
    if (!plane || !statistics.value) return null
    const largest = equalUpTo.value
    const range = largest === null ? statistics.value : { min: -largest, max: largest }
    const scale = scaleFor('diverging', range)
    const name = views.pair.map(nameOf).join(' − ')
    return { name, ...placed(plane, scale, isOnMap.value ? zoom.alignment : ALIKE) }
  })

  return { less, statistics, isOnMap, equalUpTo }
}
