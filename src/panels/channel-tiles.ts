import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ShownChannel } from '../../electron/contract/port'
import type { PlaneChannel } from '../../electron/contract/tensors'
import { channelColour, channelName } from '../channels'
import { channelScale } from '../colour-views'
import { formatShare } from '../format'
import { useChannelTilesStore } from '../stores/channel-tiles'
import { useDetailsStore } from '../stores/details'
import { useDisplayStore } from '../stores/display'
import { useLayerStore } from '../stores/layer'
import { usePointerStore } from '../stores/pointer'

/** What each channel in sight shows, in order; `null` for those that are still being read. */
export function useChannelTiles() {
  const { t } = useI18n()
  const tiles = useChannelTilesStore()
  const display = useDisplayStore()
  const layers = useLayerStore()
  const pointer = usePointerStore()
  const details = useDetailsStore()

  const count = computed(() => tiles.browsed?.shape.channels ?? 0)
  const isUnit = computed(() => tiles.browsed?.isUnit ?? false)
  const pointed = computed(() => (tiles.source === 'maps' ? pointer.onMaps : pointer.onPicture))

  function nameOf(channel: PlaneChannel): string {
    if (tiles.source === 'maps') return layers.outputNames[Number(channel)] ?? `Y${String(channel)}`
    return channelName(channel, count.value)
  }

  function clippedOf({ clipped, plane }: ShownChannel) {
    if (!clipped) return null
    const total = plane.region.height * plane.region.width
    const [low, high] = [formatShare(clipped.atLow / total), formatShare(clipped.atHigh / total)]
    const hint = t('channels.clippedHint', { low, high })
    return { low, high, label: t('channels.clipped'), hint }
  }

  function contentOf(channel: PlaneChannel, one: ShownChannel) {
    const name = nameOf(channel)
    const isTinted = display.tint && typeof channel === 'number' && isUnit.value && count.value >= 3
    return {
      channel,
      plane: details.channels.planeOf(channel) ?? one.plane,
      name,
      colour: tiles.source === 'maps' ? 'var(--text)' : channelColour(channel, count.value),
      scale: channelScale(channel, one.statistics, { isUnit: isUnit.value, isTinted }),
      statistics: one.statistics,
      clipped: clippedOf(one),
      isUnit: isUnit.value,
      label: t('channels.tile', { name }),
      histogramLabel: t('channels.histogram', { name }),
      value: pointed.value?.values?.get(channel) ?? null,
    }
  }

  const contents = computed(() =>
    tiles.visible.map((channel) => {
      const one = tiles.shown.get(channel)
      return { channel, content: one ? contentOf(channel, one) : null, name: nameOf(channel) }
    }),
  )

  return { contents, pointed }
}
