import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { isColour } from '../channels'
import { useLayerStore } from './layer'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'

export const MAP_VIEWS = ['tiles', 'composite', 'compare'] as const
export type MapView = (typeof MAP_VIEWS)[number]
export const COMPARISONS = ['side', 'wipe', 'difference'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** One side of a comparison: the picture in colour, its luma, one of its channels, or a map. */
export type Side = 'colour' | 'luma' | `channel:${number}` | `map:${number}`

/** The maps of red, green and blue; null leaves a colour out. */
export type Three = readonly [number | null, number | null, number | null]

export function mapOf(side: Side): number | null {
  return side.startsWith('map:') ? Number(side.slice(4)) : null
}

/** How the maps pane shows the maps: as tiles, three as one colour picture, or two of them compared. */
export const useMapViewsStore = defineStore('map-views', () => {
  const layers = useLayerStore()
  const maps = useMapsStore()
  const view = ref<MapView>('tiles')
  const three = shallowRef<Three>([0, 1, 2])
  /** One range for the three maps of a composite. */
  const isShared = ref(false)
  const comparison = ref<Comparison>('side')
  const wanted = shallowRef<readonly [Side, Side]>(['colour', 'map:0'])
  /** How much of a wipe shows the first side, 0–1. */
  const divider = ref(0.5)

  const sides = useSides()
  /** Both sides; one that is gone has the first of its kind in its place. */
  const pair = computed<readonly [Side, Side]>(() => {
    const there = (side: Side, instead: Side): Side => (sides.value.includes(side) ? side : instead)
    return [there(wanted.value[0], 'channel:0'), there(wanted.value[1], 'map:0')]
  })
  const composed = computed(() => kept(three.value, layers.outputNames.length))

  /** Asks for the maps that the view needs. */
  function choose(): void {
    const shown = view.value === 'composite' ? composed.value : pair.value.map(mapOf)
    const some = [...new Set(shown)].filter((map) => map !== null).sort((a, b) => a - b)
    const chosen = view.value === 'tiles' ? null : some.length > 0 ? some : [0]
    maps.changeView({ chosen, ...(chosen ? { enlarged: null } : {}) })
  }

  function show(next: MapView): void {
    view.value = next
    choose()
  }

  function setColour(colour: number, map: number | null): void {
    const [red, green, blue] = three.value
    three.value = [colour === 0 ? map : red, colour === 1 ? map : green, colour === 2 ? map : blue]
    choose()
  }

  function setSide(index: number, side: Side): void {
    wanted.value = index === 0 ? [side, pair.value[1]] : [pair.value[0], side]
    choose()
  }

  function swap(): void {
    wanted.value = [pair.value[1], pair.value[0]]
  }

  function compare(how: Comparison): void {
    comparison.value = how
    show('compare')
  }

  const moveDivider = (to: number): void => void (divider.value = Math.min(1, Math.max(0, to)))

  return {
    view,
    composed,
    isShared,
    comparison,
    sides,
    pair,
    divider,
    show,
    setColour,
    setSide,
    swap,
    compare,
    moveDivider,
  }
})

/** The three without those that are not there any more. */
function kept([red, green, blue]: Three, count: number): Three {
  const there = (map: number | null) => (map !== null && map < count ? map : null)
  return [there(red), there(green), there(blue)]
}

/** Everything that can be compared: the picture, its channels, the maps. */
function useSides() {
  const pictures = usePicturesStore()
  const layers = useLayerStore()
  return computed<readonly Side[]>(() => {
    const picture = pictures.current
    const count = picture?.shape.channels ?? 0
    const channels = Array.from({ length: count }, (_, at): Side => `channel:${at}`)
    const outputs = layers.outputNames.map((_, at): Side => `map:${at}`)
    const whole: readonly Side[] = picture && isColour(picture) ? ['colour', 'luma'] : []
    return [...whole, ...channels, ...outputs]
  })
}
