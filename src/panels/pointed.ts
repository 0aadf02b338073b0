import { computed } from 'vue'
import { tapPattern } from '../bench/tap-pattern'
import type { Pixel } from '../canvas/fit'
import { useChannelTilesStore } from '../stores/channel-tiles'
import { useMapsStore } from '../stores/maps'
import { usePointerStore } from '../stores/pointer'

/**
 * What is marked on the picture and its channels: the pixel that is pointed at there, and the
 * receptive field of the feature-map value that is pointed at or pinned, with its taps.
 */
export function usePointed() {
  const pointer = usePointerStore()
  const tiles = useChannelTilesStore()
  const maps = useMapsStore()

  const mark = computed<Pixel | null>(() => pointer.onPicture)
  const field = computed(() =>
    pointer.onMaps && maps.result ? tapPattern(maps.result.geometry, pointer.onMaps) : null,
  )
  const pointAt = (pixel: Pixel | null): void =>
    pointer.pointAtPicture(pixel, tiles.source === 'picture' ? tiles.visible : [])

  return { mark, field, pointAt }
}
