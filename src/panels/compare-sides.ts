import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MapStatistics, PlaneRef } from '../../electron/contract/port'
import type { Size } from '../../electron/contract/spec'
import type { Plane, PlaneChannel, Region } from '../../electron/contract/tensors'
import { cellTexts, type CellTexts } from '../canvas/cell-texts'
import { drawPlane } from '../canvas/draw-plane'
import { picturePainter } from '../canvas/paint-picture'
import { scaleFor, type Scale } from '../canvas/scale'
import { channelName } from '../channels'
import { readDifference } from '../lab'
import { useDisplayStore } from '../stores/display'
import { useLayerStore } from '../stores/layer'
import { useMachineStore } from '../stores/machine'
import { mapOf, useMapViewsStore, type Side } from '../stores/map-views'
import { useMapsStore } from '../stores/maps'
import { usePicturesStore } from '../stores/pictures'
import { useZoomStore } from '../stores/zoom'
import { ALIKE, fromInput, type Alignment } from '../zoom/alignment'
import { createReading, type Wanted } from '../zoom/reading'
import { useMapTiles } from './map-tiles'

/** Something to draw, placed on the pixels of the input. */
export interface Shown {
  readonly name: string
  readonly paint: ((context: CanvasRenderingContext2D) => void) | null
  readonly drawn: Region | null
  readonly scale: Scale | null
  readonly texts: CellTexts | null
}

/** A rectangle of a map, on the input. */
function onInput({ scale, offset }: Alignment, { y, x, height, width }: Region): Region {
  return {
    y: scale.y * y + offset.y,
    x: scale.x * x + offset.x,
    height: scale.y * height,
    width: scale.x * width,
  }
}

/** Device pixels of a box of CSS pixels. */
function deviceSize({ width, height }: Size): Size {
  return {
    width: Math.ceil(width * devicePixelRatio),
    height: Math.ceil(height * devicePixelRatio),
  }
}

/** What a side is called, and which planes it is made of. */
function useSideNames() {
  const { t } = useI18n()
  const pictures = usePicturesStore()
  const layers = useLayerStore()
  const display = useDisplayStore()
  const count = computed(() => pictures.current?.shape.channels ?? 0)

  function nameOf(side: Side): string {
    const map = mapOf(side)
    if (map !== null) return layers.outputNames[map] ?? `Y${map}`
    if (side === 'colour') return t('maps.compare.colour')
    if (side === 'luma') return t('maps.compare.luma')
    return channelName(Number(side.slice(8)), count.value)
  }

  /** The planes of the picture that a side shows; none for a map. */
  function channelsOf(side: Side): readonly PlaneChannel[] {
    if (side === 'colour') return [0, 1, 2].slice(0, count.value)
    if (side === 'luma') return [display.luma]
    return side.startsWith('channel:') ? [Number(side.slice(8))] : []
  }

  /** The one plane that stands for a side in a difference. */
  function planeRefOf(side: Side): PlaneRef {
    const map = mapOf(side)
    if (map !== null) return { tensor: { kind: 'maps' }, channel: map }
    const channel = side === 'colour' ? display.luma : (channelsOf(side)[0] ?? 0)
    return { tensor: { kind: 'picture', id: pictures.current?.id ?? '' }, channel }
  }

  return { nameOf, channelsOf, planeRefOf }
}

/** Places a plane on the pixels of the input that it is aligned with. */
function usePlacing(box: () => Size) {
  const zoom = useZoomStore()
  return (plane: Plane, scale: Scale, alignment: Alignment): Omit<Shown, 'name'> => {
    const { y, x, height, width } = zoom.picture
    const corner = fromInput(alignment, { y, x })
    const { scale: per } = alignment
    const window = { ...corner, height: height / per.y, width: width / per.x }
    const texts = cellTexts(plane, window, box(), scale)
    return {
      paint: (context) => drawPlane(context, plane, scale),
      drawn: onInput(alignment, plane.region),
      scale,
      texts: texts && { ...texts, on: onInput(alignment, texts.region) },
    }
  }
}

/** Changes when the picture's numbers do. */
function useVersion() {
  const pictures = usePicturesStore()
  const machine = useMachineStore()
  return (): string => JSON.stringify([pictures.current, machine.readyCount])
}

/** Both sides of the comparison as they are drawn. */
export function useCompareSides(box: () => Size) {
  const views = useMapViewsStore()
  const pictures = usePicturesStore()
  const zoom = useZoomStore()
  const tiles = useMapTiles()
  const placed = usePlacing(box)
  const version = useVersion()
  const { nameOf, channelsOf } = useSideNames()

  const picture = createReading((): Wanted | null => {
    const info = pictures.current
    const channels = [...new Set(views.pair.flatMap(channelsOf))]
    if (!info || channels.length === 0) return null
    const tensor = { kind: 'picture', id: info.id } as const
    const about = { size: info.shape, window: zoom.picture, version: version() }
    return { tensor, channels, ...about, box: deviceSize(box()) }
  })
  watch(picture.wanted, picture.follow, { immediate: true })

  function shownOf(side: Side): Shown {
    const name = nameOf(side)
    const nothing = { name, paint: null, drawn: null, scale: null, texts: null }
    const tile = tiles.value.find(({ output }) => output === mapOf(side))
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

  return { shown: computed(() => views.pair.map(shownOf)), nameOf }
}

/** The first side less the second, and the statistics of all its values. */
export function useDifference(box: () => Size) {
  const views = useMapViewsStore()
  const pictures = usePicturesStore()
  const maps = useMapsStore()
  const display = useDisplayStore()
  const zoom = useZoomStore()
  const placed = usePlacing(box)
  const version = useVersion()
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
    return { tensor, channels: [0], size, window, box: deviceSize(box()), version: of }
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
