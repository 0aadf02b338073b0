import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { MOST_EFFECT_OUTPUTS, type Effect, type Effects } from '../../electron/contract/port'
import type { Preset } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import type { Region } from '../../electron/contract/tensors'
import { readEffects } from '../lab'
import { useParametricStore } from './parametric'
import { useLayerInputStore } from './layer-input'
import { useNoticesStore } from './notices'
import { usePresetsStore } from './presets'

/** The part of the picture that effects are shown on, pixels: one for each of the card. */
const ROOM = { maxWidth: 72, maxHeight: 48 }
/** Cards that are computed by one call: few, so that the first are soon there. */
const AT_ONCE = 3

/** The effect of one layer; none at all where it cannot run, null where nothing was answered. */
function first(effects: Effects['effects'] | null): Effect | null {
  return effects && (effects[0] ?? { planes: [], statistics: [] })
}

/** The first channels as they are, as a layer: what a card shows until its own effect is there. */
function untouched(channels: number): Layer {
  const outputs = Math.min(channels, MOST_EFFECT_OUTPUTS)
  const data = new Float32Array(outputs * channels)
  for (let output = 0; output < outputs; output++) data[output * channels + output] = 1
  return { ...DEFAULT_SETTINGS, weights: { shape: [outputs, channels, 1, 1], data }, bias: null }
}

/** What each preset makes of a part of the open picture; asked for while its card is seen. */
export const useEffectsStore = defineStore('effects', () => {
  const input = useLayerInputStore()
  const presets = usePresetsStore()
  /** By preset id; null for one that cannot be shown on this picture. */
  const shown = shallowRef<ReadonlyMap<string, Effect | null>>(new Map())
  /** The part as it is in the picture; the first thing that is asked for. */
  const plain = shallowRef<Effect | null>(null)
  /** The part that is shown, of the newest answer. */
  const part = shallowRef<Region | null>(null)
  let of = ''
  let waiting: Preset[] = []
  let isAsking = false

  /** Asks for a preset's effect unless it is there. */
  function want(preset: Preset): void {
    followPicture()
    if (!input.current || shown.value.has(preset.id) || waiting.includes(preset)) return
    waiting.push(preset)
    if (!isAsking) void askAll()
  }

  /** Its card is out of sight: it need not be computed any more. */
  function leave(preset: Preset): void {
    waiting = waiting.filter((each) => each !== preset)
  }

  /** Another picture, or another form: nothing of before is shown. */
  function followPicture(): void {
    const now = `${input.current?.id ?? ''} ${useParametricStore().form}`
    if (now === of) return
    of = now
    shown.value = new Map()
    plain.value = part.value = null
    waiting = []
  }

  /** The cards that come into sight in one task are asked for together. */
  async function askAll(): Promise<void> {
    isAsking = true
    await Promise.resolve()
    while (waiting.length > 0 && input.current) {
      if (plain.value) await askCards(waiting.splice(0, AT_ONCE))
      else plain.value = first(await ask([untouched(input.current.shape.channels)]))
    }
    isAsking = false
  }

  async function askCards(cards: readonly Preset[]): Promise<void> {
    const effects = await ask(cards.map(presets.effectLayer))
    const found = cards.map(({ id }, index) => [id, effects?.[index] ?? null] as const)
    if (effects) shown.value = new Map([...shown.value, ...found])
  }

  /** In the order of the layers; null when another picture or form came meanwhile, or nothing did. */
  async function ask(layers: readonly Layer[]): Promise<Effects['effects'] | null> {
    const picture = input.current
    if (!picture) return null
    const asked = of
    try {
      const { region, effects } = await readEffects({ picture: picture.id, layers, ...ROOM })
      if (asked !== of) return null
      part.value = region
      return effects
    } catch (error) {
      if (asked === of) stop(error)
      return null
    }
  }

  /** The other cards would fail alike; they ask again when they are seen the next time. */
  function stop(error: unknown): void {
    waiting = []
    useNoticesStore().tellFault(error)
  }

  return { shown, plain, part, want, leave, followPicture }
})
