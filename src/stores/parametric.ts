import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Locale } from '../../electron/contract/requests'
import type { Bench } from '../bench/bench'
import { withAppended } from '../bench/bench-edits'
import { initialValues, type ParametricPreset, type Values } from '../presets/formula'
import { formulaBench } from '../presets/formula-bench'
import { PARAMETRIC } from '../presets/parametric'
import { FORMS, isPossible, type Form } from '../presets/spatial-layer'
import { useDisplayStore } from './display'
import { keptSettings } from './kept-settings'
import { useLayerStore } from './layer'

/** Whether a preset takes the place of the layer or comes below it. */
export type How = 'replace' | 'append'

/** What made a bench: its formula, where the sliders stood, and the bench from before them. */
interface Maker {
  readonly formula: ParametricPreset
  readonly values: Values
  readonly base: Bench
}

const makers = new WeakMap<Bench, Maker>()

/** The formula whose sliders are shown. While they move the layer follows, all as one step of undo. */
export const useParametricStore = defineStore('parametric', () => {
  const layers = useLayerStore()
  const formula = shallowRef<ParametricPreset | null>(null)
  const values = shallowRef<Values>({})
  const how = ref<How>('replace')
  const form = ref<Form>('each')
  /** The layer from before the sliders, and what they made of it. */
  let base: Bench = layers.bench
  let made: Bench | null = null
  let gestures = 0

  /** Puts a formula on the wall with its sliders at their start. Throws RangeError on a foreign id. */
  function open(id: string, locale: Locale): void {
    const found = PARAMETRIC.find((each) => each.id === id)
    if (!found) throw new RangeError(`There is no formula "${id}".`)
    formula.value = found
    values.value = initialValues(found)
    useDisplayStore().mode = found.display
    made = null
    put(locale)
  }

  /** Moves a slider. */
  function change(key: string, value: number, locale: Locale): void {
    values.value = { ...values.value, [key]: value }
    put(locale)
  }

  function put(locale: Locale): void {
    if (!formula.value) return
    if (made !== layers.bench) {
      base = layers.bench
      gestures++
    }
    const settings = keptSettings(base.layer)
    const title = formula.value.name[locale]
    const asked = { form: form.value, settings }
    const added = formulaBench(formula.value, values.value, base.channels, asked)
    made = how.value === 'append' ? withAppended(base, added) : added
    makers.set(made, { formula: formula.value, values: values.value, base })
    layers.setBench(made, title, `formula-${gestures}`)
    if (how.value === 'append') layers.selectedOutput = base.layer.weights.shape[0]
  }

  /** `form` or `how` was chosen anew: what the sliders made is made anew; an edit since stays. */
  function remake(locale: Locale): void {
    if (made === layers.bench) put(locale)
  }

  /**
   * After undo and redo: the sliders stand as they did for what is on the wall now, and are gone when no
   * formula made it. An edit of what they made leaves them as they are.
   */
  function follow(): void {
    const maker = makers.get(layers.bench)
    if (!maker && layers.redoName) close()
    if (!maker || (formula.value && made === layers.bench)) return
    formula.value = maker.formula
    values.value = maker.values
    base = maker.base
    made = layers.bench
    gestures++
  }

  function close(): void {
    formula.value = null
  }

  /** The ways to act on several channels that the layer's channels allow. */
  function forms(): readonly Form[] {
    return FORMS.filter((each) => isPossible(each, layers.channels))
  }

  return { formula, values, how, form, forms, open, change, remake, follow, close }
})
