import { computed, watch } from 'vue'
import type { Size } from '../../electron/contract/spec'
import { picturePainter } from '../canvas/paint-picture'
import { scaleFor } from '../canvas/scale'
import { usePixelRatio } from '../components/use-pixel-ratio'
import { mapOf, useMapViewsStore, type Side } from '../stores/map-views'
import { useMapTilesStore } from '../stores/map-tiles'
import { usePicturesStore } from '../stores/pictures'
import { useZoomStore } from '../stores/zoom'
import { ALIKE } from '../zoom/alignment'
import { createReading, type Wanted } from '../zoom/reading'
import { deviceSize, usePictureVersion, usePlacing, type Shown } from './placing'
import { useSideNames } from './side-names'

/** Both sides of the comparison as they are drawn. */
export function useCompareSides(box: () => Size) {
  const views = useMapViewsStore()
  const pictures = usePicturesStore()
  const zoom = useZoomStore()
  const maps = useMapTilesStore()
  const placed = usePlacing(box)
  const version = usePictureVersion()
  const ratio = usePixelRatio()
  const { nameOf, channelsOf } = useSideNames()

  const picture = createReading((): Wanted | null => {
    const info = pictures.current
    const channels = [...new Set(views.pair.flatMap(channelsOf))]
    if (!info || channels.length === 0) return null
    const tensor = { kind: 'picture', id: info.id } as const
    const about = { size: info.shape, window: zoom.picture, version: version() }
    return { tensor, channels, ...about, box: deviceSize(box(), ratio.value) }
  })
  watch(picture.wanted, picture.follow, { immediate: true })

  function shownOf(side: Side): Shown {
    const name = nameOf(side)
    const nothing = { name, paint: null, drawn: null, scale: null, texts: null }
    const tile = maps.tiles.find(({ output }) => output === mapOf(side))
    if (tile) return { name, ...placed(tile.plane, tile.scale, zoom.alignment) }
    const info = pictures.current
    const planes = channelsOf(side).flatMap((channel) => picture.planeOf(channel) ?? [])
    const [first] = planes
    if (!info || !first) return nothing
    if (side === 'colour') {
      return { ...nothing, paint: picturePainter(info, planes), drawn: first.region }
    }
    const known = typeof first.channel === 'number' ? info.statistics[first.channel] : undefined
    const scale = scaleFor(info.scale === 'unit' ? 'clamp' : 'min-max', known ?? { min: 0, max: 1 })
    return { name, ...placed(first, scale, ALIKE) }
  }

  return computed(() => views.pair.map(shownOf))
}
