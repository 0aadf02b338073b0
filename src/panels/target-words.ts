import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { inputName } from '../channels'
import type { Target } from '../kernel-text/placing'
import { useLayerStore } from '../stores/layer'
import { usePastedStore } from '../stores/pasted'
import { useWallStore } from '../stores/wall'

interface TargetWords {
  readonly targets: ComputedRef<readonly { value: Target; text: string; hint: string }[]>
  /** What happens to the channels that the layer and the text do not share; empty when they agree. */
  readonly fit: ComputedRef<string>
}

/** The places that pasted kernels can go to, in the language of the moment. */
export function useTargetWords(): TargetWords {
  const { t } = useI18n()
  const pasted = usePastedStore()
  const wall = useWallStore()
  const layers = useLayerStore()

  const focused = computed(() => {
    const { output, input } = wall.focus
    return { output: `Y${output}`, input: inputName(Math.max(0, input), layers.inputs) }
  })
  const targets = computed(() =>
    pasted.targets.map((value) => ({
      value,
      text: t(`pasted.target.${value}`, focused.value, pasted.weights?.shape[0] ?? 1),
      hint: t(`pasted.targetHint.${value}`),
    })),
  )
  const fit = computed(() => {
    const made = pasted.weights?.shape[1] ?? 1
    const own = layers.bench.channels
    if (made === 1 || made === own) return ''
    return t(made < own ? 'pasted.fits' : 'pasted.cuts', { channels: own, made })
  })
  return { targets, fit }
}
