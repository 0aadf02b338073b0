import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toFault } from '../../electron/contract/faults'
import type { Effect } from '../../electron/contract/port'
import type { Preset } from '../../electron/contract/presets'
import { readEffect } from '../lab'
import { useParametricStore } from './parametric'
import { useLayerInputStore } from './layer-input'
import { useNoticesStore } from './notices'
import { usePresetsStore } from './presets'

/** Room for the small copy of the picture that effects are shown on. */
const ROOM = { maxWidth: 96, maxHeight: 64 }

/** What each preset makes of the open picture, small; asked for when its card is seen. */
export const useEffectsStore = defineStore('effects', () => {
  const input = useLayerInputStore()
  const presets = usePresetsStore()
  /** By preset id; null for one that cannot be shown on this picture. */
  const shown = shallowRef<ReadonlyMap<string, Effect | null>>(new Map())
  let of = ''
  let waiting: Preset[] = []
  let isAsking = false

  /** Asks for a preset's effect unless it is there; the newest card comes first. */
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
    waiting = []
  }

  async function askAll(): Promise<void> {
    isAsking = true
    for (let preset = waiting.pop(); preset; preset = waiting.pop()) await askOne(preset)
    isAsking = false
  }

  async function askOne(preset: Preset): Promise<void> {
    const picture = input.current
    if (!picture) return
    const asked = of
    try {
      const layer = presets.effectLayer(preset)
      keep(await readEffect({ picture: picture.id, layer, ...ROOM }))
    } catch (error) {
      // A preset that cannot run on so small a picture has no thumbnail; taking it says why.
      if (toFault(error).code === 'bad-spec') keep(null)
      else if (asked === of) stop(error)
    }

    function keep(effect: Effect | null): void {
      if (asked === of) shown.value = new Map(shown.value).set(preset.id, effect)
    }
  }

  /** The other cards would fail alike; they ask again when they are seen the next time. */
  function stop(error: unknown): void {
    waiting = []
    useNoticesStore().tellFault(error)
  }

  return { shown, want, followPicture }
})
