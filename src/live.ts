import { nextTick, onScopeDispose, watch } from 'vue'
import { toFault } from '../electron/contract/faults'
import type { PreviewResult } from '../electron/contract/port'
import type { Layer } from '../electron/contract/spec'
import type { PictureInfo } from '../electron/contract/tensors'
import { afterFrame } from './canvas/frame'
import { preview } from './lab'
import { translate } from './locales'
import { PreviewLoop, type Bench } from './preview-loop'
import { useChannelTilesStore } from './stores/channel-tiles'
import { useChannelsStore } from './stores/channels'
import { useDetailsStore } from './stores/details'
import { useDisplayStore } from './stores/display'
import { useLayerStore } from './stores/layer'
import { useLayerInputStore } from './stores/layer-input'
import { useMachineStore } from './stores/machine'
import { useMapsStore, type MapsView } from './stores/maps'
import { useNoticesStore } from './stores/notices'
import { usePicturesStore } from './stores/pictures'
import { usePointerStore } from './stores/pointer'
import { usePresetsStore } from './stores/presets'
import { useProbeStore } from './stores/probe'
import { useZoomStore } from './stores/zoom'

/** More maps than this are not asked for at once; the others are reached by enlarging them. */
export const MOST_MAPS = 64

/**
 * Joins the stores: whenever the picture, the layer, the room for the maps or the compute window
 * changes, the maps are asked for anew, and the time from the edit to its drawing is measured.
 * `cancel` gives up on what is being computed; the maps stay as they are until the next edit.
 */
export function useLive(): { readonly cancel: () => void } {
  const pictures = usePicturesStore()
  const layers = useLayerStore()
  const input = useLayerInputStore()
  const maps = useMapsStore()
  const machine = useMachineStore()
  const loop = new PreviewLoop(preview, {
    shown: show,
    failed: (error) => {
      const fault = toFault(error)
      if (fault.code !== 'cancelled') maps.fault = fault
    },
    busy: (isBusy) => (maps.isComputing = isBusy),
  })

  function ask(): void {
    const picture = input.current
    loop.ask(picture && benchOf(picture, layers.layer, maps.view))
    if (!pictures.current) maps.clear()
    if (input.fault) maps.fault = input.fault
  }

  function followLayer(): void {
    void useProbeStore().refresh()
    ask()
  }

  // Synchronous, so that the clock of an edit starts with the edit.
  watch(() => layers.layer, followLayer, { flush: 'sync' })
  watch([() => maps.view, () => machine.readyCount], ask, { flush: 'sync' })
  watch(() => pictures.current, followPicture, { flush: 'sync' })
  watch([() => input.current, () => input.fault], followLayer, { flush: 'sync' })
  // Edits of one task are one: the layers before are computed once for all of them.
  watch([() => input.key, () => machine.readyCount], () => void input.refresh())
  onScopeDispose(() => loop.ask(null))

  function followPicture(picture: PictureInfo | null): void {
    loop.forget()
    usePointerStore().leave()
    useZoomStore().fit()
    if (picture) layers.fitTo(picture.shape.channels)
    ask()
  }

  followBeside()
  return { cancel: () => loop.ask(null) }
}

/** What follows the picture or the layer without being part of the maps. */
function followBeside(): void {
  const channels = useChannelsStore()
  const machine = useMachineStore()
  const presets = usePresetsStore()
  const { tell } = useNoticesStore()
  const tiles = useChannelTilesStore()
  watch(
    [() => usePicturesStore().current, () => channels.room, () => machine.readyCount],
    () => void channels.read(),
  )
  const details = useDetailsStore()
  for (const reading of [details.picture, details.channels, details.maps]) {
    watch(reading.wanted, reading.follow)
  }
  watch([() => tiles.browsed, () => tiles.visible, () => tiles.room], () => void tiles.read())
  watch(
    () => presets.applied,
    (preset) => {
      if (preset) useDisplayStore().mode = preset.display
    },
  )
  watch(
    () => machine.compute,
    (compute) => {
      if (compute.state === 'reduced') tell(compute.fault, 'warn')
      if (compute.state !== 'restarting') return
      tell(translate(compute.jobWillRunAgain ? 'status.restartedJob' : 'status.restarted'), 'warn')
    },
  )
}

function show(result: PreviewResult, bench: Bench): void {
  const maps = useMapsStore()
  maps.show(result)
  if (!result.coarse) usePointerStore().refresh()
  void measure(result, bench)
}

let measured: Bench | null = null

/** Takes the time once the drawing of a result is through: of the first and of the whole one. */
async function measure(result: PreviewResult, bench: Bench): Promise<void> {
  const maps = useMapsStore()
  const isFirst = measured !== bench
  measured = bench
  await nextTick()
  const latencyMs = (await afterFrame()) - bench.editedAt
  if (isFirst) maps.latencyMs = latencyMs
  if (result.coarse) return
  maps.fullLatencyMs = latencyMs
  maps.drawnLayer = bench.layer
  maps.drawnCount++
}

function benchOf(picture: PictureInfo, layer: Layer, view: MapsView): Bench {
  const count = layer.weights.shape[0]
  const all = Array.from({ length: Math.min(count, MOST_MAPS) }, (_, output) => output)
  const { maxWidth, maxHeight, enlarged, chosen } = view
  const some = chosen ?? (enlarged !== null && enlarged < count ? [enlarged] : all)
  const outputs = some.filter((output) => output < count)
  return {
    picture: picture.id,
    layer,
    outputs,
    maxWidth,
    maxHeight,
    editedAt: performance.now(),
  }
}
