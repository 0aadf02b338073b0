import { useMediaQuery } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Probe } from '../../electron/contract/port'
import type { Layer } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import { indexWithin, pixelWithin, walkRegion } from '../bench/region-walk'
import { useLayerStore } from './layer'
import { useLayerInputStore } from './layer-input'
import { useMapsStore } from './maps'
import { createPlayer } from './player'
import { usePointerStore } from './pointer'
import { useProbeStore } from './probe'

/** Steps in a second. */
export const WALK_SPEEDS = ['1', '2', '4', '8'] as const
export type WalkSpeed = (typeof WALK_SPEEDS)[number]

/** What was walked over: the values of one map, of one layer over one picture. */
interface Walked {
  readonly channel: number
  readonly layer: Layer
  readonly picture: string
  readonly region: Region
  /** One per output of the region; null where the window has not been. */
  readonly values: readonly (number | null)[]
}

/** Leads the pinned window over a small region of outputs, step by step or by itself. */
export const useWalkStore = defineStore('walk', () => {
  const layers = useLayerStore()
  const maps = useMapsStore()
  const input = useLayerInputStore()
  const pointer = usePointerStore()
  const probe = useProbeStore()
  const speed = ref<WalkSpeed>('2')
  /** The system asks for less motion: nothing moves by itself. */
  const isReduced = useMediaQuery('(prefers-reduced-motion: reduce)')
  const kept = shallowRef<Walked | null>(null)

  /** What was walked over, as long as the layer, the picture and the pinned place are of it. */
  const walked = computed<Walked | null>(() => {
    const [now, { place }] = [kept.value, probe]
    const isNow = now?.layer === layers.layer && now.picture === input.current?.id
    if (!now || !isNow || place?.channel !== now.channel) return null
    return indexWithin(now.region, place) < 0 ? null : now
  })
  const index = computed(() =>
    walked.value && probe.place ? indexWithin(walked.value.region, probe.place) : -1,
  )

  /** The walk of the moment, or a new one around the place; null without a place or its map. */
  function begun(): Walked | null {
    const { place } = probe
    const [picture, size] = [input.current, maps.result?.geometry.output]
    if (!place || !picture || !size) return null
    if (walked.value) return walked.value
    const region = walkRegion(place, size)
    const values = Array<null>(region.height * region.width).fill(null)
    const { channel } = place
    return { channel, layer: layers.layer, picture: picture.id, region, values }
  }

  /** Keeps the value of the receipt on screen. */
  function record(walk: Walked): void {
    const { probe: shown, fault } = probe
    kept.value = shown && !fault ? withValue(walk, shown) : walk
  }

  async function goTo(index: (now: number) => number): Promise<void> {
    const walk = begun()
    const { place } = probe
    if (!walk || !place) return
    record(walk)
    const next = pixelWithin(walk.region, index(indexWithin(walk.region, place)))
    pointer.pointAtMaps(next)
    await probe.moveTo({ channel: walk.channel, ...next })
    if (walked.value) record(walked.value)
  }

  const step = (steps: number): Promise<void> => goTo((now) => now + steps)
  const toFirst = (): Promise<void> => goTo(() => 0)
  const toLast = (): Promise<void> => goTo(() => -1)

  const player = createPlayer({
    step: () => step(1),
    mayGoOn: () => probe.isPinned && !isReduced.value,
    stepsPerSecond: () => Number(speed.value),
  })

  function toggle(): void {
    if (player.isPlaying.value) return player.pause()
    if (isReduced.value || !probe.place) return
    probe.isPinned = true
    player.play()
  }

  const { isPlaying, pause } = player
  return { speed, isPlaying, isReduced, walked, index, step, toFirst, toLast, pause, toggle }
})

/** The same walk with the value of a receipt, when that is of its map and region. */
function withValue(walk: Walked, { output, value }: Probe): Walked {
  const at = output.channel === walk.channel ? indexWithin(walk.region, output) : -1
  return { ...walk, values: walk.values.map((kept, index) => (index === at ? value : kept)) }
}
