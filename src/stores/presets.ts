import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Locale } from '../../electron/contract/requests'
import { parseMatrix, presetLayer, type Preset } from '../../electron/contract/presets'
import type { Layer } from '../../electron/contract/spec'
import {
  GROUPED_PRESETS,
  PRESET_GROUPS,
  presetById,
  type PresetGroup,
} from '../../resources/presets'
import { asBench, type Bench } from '../bench/bench'
import { withChannels } from '../bench/bench-edits'
import { formulaPreset } from '../presets/as-preset'
import { initialValues } from '../presets/formula'
import { formulaBench } from '../presets/formula-bench'
import { PARAMETRIC } from '../presets/parametric'
import { spatialLayer, type Form } from '../presets/spatial-layer'
import { useDisplayStore } from './display'
import { keptSettings } from './kept-settings'
import { useLayerStore } from './layer'
import { useOwnPresetsStore } from './own-presets'
import { useParametricStore } from './parametric'
import { noteMaker } from './preset-makers'
import { useTimedInputStore } from './timed-input'

/** What a preset did to the layer: its columns that found no input channel, or got one of zeros. */
export interface AppliedPreset {
  readonly preset: Preset
  /** Input channels that the preset was written for. */
  readonly made: number
  /** Input channels of the layer. */
  readonly channels: number
}

/** A person's own first, then what is written down, then formulas with sliders. */
export const GROUPS = ['own', ...PRESET_GROUPS, 'formula'] as const
export type Group = PresetGroup | 'own' | 'formula'

/** Formulas with their sliders at the start, to be looked at and found like the others. */
export const FORMULAS = PARAMETRIC.map((each) => formulaPreset(each, initialValues(each)))

/** The kernels people expect: found by words of any language, put on the wall as one step. */
export const usePresetsStore = defineStore('presets', () => {
  const layers = useLayerStore()
  const own = useOwnPresetsStore()
  const parametric = useParametricStore()
  const isOpen = ref(false)
  const query = ref('')
  const group = ref<Group | null>(null)
  const applied = shallowRef<Preset | null>(null)

  const found = computed(() => {
    const groups = group.value ? [group.value] : GROUPS
    return groups
      .map((name) => ({
        group: name,
        presets: ofGroup(name).filter((each) => matches(each, query.value)),
      }))
      .filter(({ presets }) => presets.length > 0)
  })

  function ofGroup(name: Group): readonly Preset[] {
    if (name === 'own') return own.list
    return name === 'formula' ? FORMULAS : GROUPED_PRESETS[name]
  }

  /** Replaces the layer by the preset; undo brings the old one back. Throws RangeError on a foreign id. */
  function apply(id: string, locale: Locale = 'en'): AppliedPreset {
    return take(id, locale, layers.setBench)
  }

  /** Adds the preset's outputs below those on the wall. */
  function append(id: string, locale: Locale = 'en'): AppliedPreset {
    return take(id, locale, layers.appendBench)
  }

  function take(id: string, locale: Locale, put: (bench: Bench, title: string) => void) {
    const preset = own.list.find((each) => each.id === id) ?? presetById(id)
    const { channels, layer } = layers.bench
    parametric.close()
    const made = asBench(layerOf(preset, channels, layer, parametric.form), preset.outputs)
    put(made.channels === channels ? made : withChannels(made, channels), preset.name[locale])
    noteMaker(layers.bench, preset)
    applied.value = preset
    useDisplayStore().mode = preset.display
    return { preset, made: made.channels, channels }
  }

  /** The layer that shows a preset's effect on the open picture. */
  function effectLayer(preset: Preset): Layer {
    const { channels, layer } = layers.bench
    const formula = PARAMETRIC[FORMULAS.indexOf(preset)]
    const asked = { form: parametric.form, settings: keptSettings(layer) }
    if (formula) return formulaBench(formula, initialValues(formula), channels, asked).layer
    const made = asBench(layerOf(preset, channels, layer, parametric.form))
    return (made.channels === channels ? made : withChannels(made, channels)).layer
  }

  /** Applies a preset; a layer that is timed opens an input of its own where another is open. */
  async function applyOnInput(preset: Preset, locale: Locale): Promise<void> {
    const isOpen = await useTimedInputStore().bring(preset)
    if (isOpen) apply(preset.id, locale)
  }

  /** Puts a preset or a formula where `how` says. Throws RangeError on a foreign id. */
  function put(preset: Preset, locale: Locale): void {
    const formula = PARAMETRIC[FORMULAS.indexOf(preset)]
    applied.value = preset
    if (formula) parametric.open(formula.id, locale)
    else if (parametric.how === 'append') append(preset.id, locale)
    else if (preset.input) void applyOnInput(preset, locale)
    else apply(preset.id, locale)
  }

  return { isOpen, query, group, found, applied, apply, append, applyOnInput, put, effectLayer }
})

/** As the chosen form says for a 2-D kernel; the others are made for their channels. */
function layerOf(preset: Preset, channels: number, now: Layer, form: Form): Layer {
  const settings = keptSettings(now)
  if (preset.kind !== 'spatial' || form === 'each') return presetLayer(preset, channels, settings)
  const rows = parseMatrix(preset.matrix ?? '')
  const scaled = rows.map((row) => row.map((value) => value / (preset.divisor ?? 1)))
  return spatialLayer(scaled, channels, { form, settings: { ...settings, ...preset.settings } })
}

/** Every word of `query` occurs in the preset's id, names or uses, whatever the language. */
export function matches(preset: Preset, query: string): boolean {
  const texts = [preset.id, ...Object.values(preset.name), ...Object.values(preset.use)]
  const haystack = `${texts.join(' ')} ${preset.source}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}
