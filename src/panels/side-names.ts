import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PlaneRef } from '../../electron/contract/port'
import type { PlaneChannel } from '../../electron/contract/tensors'
import { channelName } from '../channels'
import { useDisplayStore } from '../stores/display'
import { useLayerStore } from '../stores/layer'
import { mapOf, type Side } from '../stores/map-views'
import { usePicturesStore } from '../stores/pictures'

/** What a side is called, and which planes it is made of. */
export function useSideNames() {
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
