import { computed, type ComputedRef } from 'vue'
import type { Preset } from '../../electron/contract/presets'
import { PARAMETRIC } from '../presets/parametric'
import { useLayerStore } from './layer'
import { useParametricStore } from './parametric'
import { makerOf } from './preset-makers'
import { FORMULAS } from './presets'

/** The preset that the wall shows, whether it was put there or undo brought it back; null after an edit. */
export function usePresetOnWall(): ComputedRef<Preset | null> {
  const layers = useLayerStore()
  const parametric = useParametricStore()
  return computed(() => {
    const { formula } = parametric
    return (formula && FORMULAS[PARAMETRIC.indexOf(formula)]) ?? makerOf(layers.bench)
  })
}
