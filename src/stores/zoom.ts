import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Pixel } from '../canvas/fit'
import { alignmentOn, ALIKE, fromInput, toInput, type Alignment } from '../zoom/alignment'
import { centreAbout, centreOf, clampLevel, wayTo, windowAt, type Move } from '../zoom/window'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'

/** The two grids of pixels: the input with its channels, and the feature maps. */
export type Grid = 'picture' | 'maps'

/** One zoom for the input, its channels and all maps: each shows the part over the same centre. */
export const useZoomStore = defineStore('zoom', () => {
  const pictures = usePicturesStore()
  const maps = useMapsStore()
  /** 1 shows everything whole. */
  const level = ref(1)
  /** The centre of what is seen, in pixels of the input. */
  const centre = shallowRef<Pixel>({ y: 0, x: 0 })

  const size = computed(() => pictures.current?.shape ?? { height: 1, width: 1 })
  const picture = computed(() => windowAt(size.value, level.value, centre.value))
  const alignment = computed(() =>
    maps.result ? alignmentOn(size.value, maps.result.geometry) : ALIKE,
  )
  const onMaps = computed(() => {
    const output = maps.result?.geometry.output ?? size.value
    return windowAt(output, level.value, fromInput(alignment.value, centreOf(picture.value)))
  })
  const windowOf = (grid: Grid) => (grid === 'maps' ? onMaps.value : picture.value)
  const alignmentFor = (grid: Grid): Alignment => (grid === 'maps' ? alignment.value : ALIKE)

  function setCentre(next: Pixel): void {
    centre.value = centreOf(windowAt(size.value, level.value, next))
  }

  /** Zooms; the place `at` of the input keeps still, else the middle does. */
  function zoomBy(factor: number, at: Pixel = centreOf(picture.value)): void {
    const before = level.value
    const here = centreOf(picture.value)
    level.value = clampLevel(before * factor, size.value)
    setCentre(centreAbout(here, at, before / level.value))
  }

  function panBy(by: Pixel): void {
    const { y, x } = centreOf(picture.value)
    setCentre({ y: y + by.y, x: x + by.x })
  }

  function fit(): void {
    level.value = 1
    setCentre({ y: 0, x: 0 })
  }

  /** Does what was done on one grid, to all of them. */
  function move(grid: Grid, done: Move): void {
    const { scale } = alignmentFor(grid)
    const pan = ({ y, x }: Pixel): void => panBy({ y: y * scale.y, x: x * scale.x })
    if (done.kind === 'fit') fit()
    else if (done.kind === 'pan') pan(done.by)
    else if (done.kind === 'reveal') pan(wayTo(windowOf(grid), done.at))
    else zoomBy(done.factor, done.at ? toInput(alignmentFor(grid), done.at) : undefined)
  }

  return { level, centre, size, picture, onMaps, alignment, windowOf, zoomBy, panBy, fit, move }
})
