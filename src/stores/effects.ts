import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Effect } from '../../electron/contract/port'
import type { Preset } from '../../electron/contract/presets'
import type { Region } from '../../electron/contract/tensors'
import { readEffects } from '../lab'
import { useParametricStore } from './parametric'
import { useLayerInputStore } from './layer-input'
import { useNoticesStore } from './notices'
import { usePresetsStore } from './presets'

/** The part of the picture that effects are shown on, pixels: one for each of the card. */
const ROOM = { maxWidth: 72, maxHeight: 48 }
/** Cards that are computed by one call. */
const AT_ONCE = 6

/** What each preset makes of a part of the open picture; asked for when its card is seen. */
export const useEffectsStore = defineStore('effects', () => {
  const input = useLayerInputStore()
  const presets = usePresetsStore()
  /** By preset id; null for one that cannot be shown on this picture. */
  const shown = shallowRef<ReadonlyMap<string, Effect | null>>(new Map())
  /** The part that is shown, of the newest answer. */
  const part = shallowRef<Region | null>(null)
  let of = ''
  let waiting: Preset[] = []
  let isAsking = false

  /** Asks for a preset's effect unless it is there; the cards seen last come first. */
  function want(preset: Preset): void {
    followPicture()
    if (!input.current || shown.value.has(preset.id) || waiting.includes(preset)) return
    waiting.push(preset)
    if (!isAsking) void askAll()
  }

  /** Another picture, or another form: nothing of before is shown. */
  function followPicture(): void {
    const now = `${input.current?.id ?? ''} ${useParametricStore().form}`
    if (now === of) return
    of = now
    shown.value = new Map()
    part.value = null
    waiting = []
  }

  /** The cards that come into sight in one task are asked for together. */
  async function askAll(): Promise<void> {
    isAsking = true
    await Promise.resolve()
    while (waiting.length > 0) await ask(waiting.splice(-AT_ONCE))
    isAsking = false
  }

  async function ask(cards: readonly Preset[]): Promise<void> {
    const picture = input.current
    if (!picture) return
    const asked = of
    try {
      const layers = cards.map(presets.effectLayer)
      const { region, effects } = await readEffects({ picture: picture.id, layers, ...ROOM })
      if (asked !== of) return
      const found = cards.map(({ id }, index) => [id, effects[index] ?? null] as const)
      shown.value = new Map([...shown.value, ...found])
      part.value = region
    } catch (error) {
      if (asked === of) stop(error)
    }
  }

  /** The other cards would fail alike; they ask again when they are seen the next time. */
  function stop(error: unknown): void {
    waiting = []
    useNoticesStore().tellFault(error)
  }

  return { shown, part, want, followPicture }
})
