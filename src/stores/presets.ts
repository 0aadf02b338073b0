import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Locale } from '../../electron/contract/requests'
import { presetLayer, type Preset } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type LayerSettings } from '../../electron/contract/spec'
import {
  GROUPED_PRESETS,
  PRESET_GROUPS,
  presetById,
  type PresetGroup,
} from '../../resources/presets'
import { asBench, type Bench } from '../bench/bench'
import { withChannels } from '../bench/bench-edits'
import { useDisplayStore } from './display'
import { useLayerStore } from './layer'

/** What a preset did to the layer: its columns that found no input channel, or got one of zeros. */
export interface AppliedPreset {
  readonly preset: Preset
  /** Input channels that the preset was written for. */
  readonly made: number
  /** Input channels of the layer. */
  readonly channels: number
}

/** The kernels people expect: found by words of any language, put on the wall as one step. */
export const usePresetsStore = defineStore('presets', () => {
  const layers = useLayerStore()
  const query = ref('')
  const group = ref<PresetGroup | null>(null)
  const applied = shallowRef<Preset | null>(null)

  const found = computed(() => {
    const groups = group.value ? [group.value] : PRESET_GROUPS
    return groups
      .map((name) => ({
        group: name,
        presets: GROUPED_PRESETS[name].filter((each) => matches(each, query.value)),
      }))
      .filter(({ presets }) => presets.length > 0)
  })

  /** Replaces the layer by the preset; undo brings the old one back. Throws RangeError on a foreign id. */
  function apply(id: string, locale: Locale = 'en'): AppliedPreset {
    return take(id, locale, layers.setBench)
  }

  /** Adds the preset's outputs below those on the wall. */
  function append(id: string, locale: Locale = 'en'): AppliedPreset {
    return take(id, locale, layers.appendBench)
  }

  function take(id: string, locale: Locale, put: (bench: Bench, title: string) => void) {
    const preset = presetById(id)
    const { channels, layer } = layers.bench
    const made = asBench(presetLayer(preset, channels, keptSettings(layer)), preset.outputs)
    put(made.channels === channels ? made : withChannels(made, channels), preset.name[locale])
    applied.value = preset
    useDisplayStore().mode = preset.display
    return { preset, made: made.channels, channels }
  }

  return { query, group, found, applied, apply, append }
})

/** Every word of `query` occurs in the preset's id, names or uses, whatever the language. */
export function matches(preset: Preset, query: string): boolean {
  const texts = [preset.id, ...Object.values(preset.name), ...Object.values(preset.use)]
  const haystack = `${texts.join(' ')} ${preset.source}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

/** A preset is written for stride 1, dilation 1 and cross-correlation; the padding stays the person's. */
function keptSettings({ padding, paddingMode, paddingValue }: LayerSettings): LayerSettings {
  return { ...DEFAULT_SETTINGS, padding, paddingMode, paddingValue }
}
