import { computed, ref, type Ref } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Weights } from '../../electron/contract/spec'
import type { KernelText } from '../kernel-text/kernel-text'
import { asWeights, layoutsOf, turnedWeights, type Layout } from '../kernel-text/layouts'
import { targetsFor, type Target } from '../kernel-text/placing'
import { readKernelText } from '../kernel-text/read-kernel-text'
import { useLayerStore } from './layer'

interface Read {
  readonly found: KernelText | null
  readonly fault: Fault | null
}

/** A text as it is recognised, and what the person chose in place of a guess. */
export function createReading(text: Readonly<Ref<string>>) {
  const { layouts, layout, found, read, forgetLayout } = createLayout(text)
  const layers = useLayerStore()
  const chosenTarget = ref<Target | null>(null)
  const chosenTurns = ref<boolean | null>(null)

  /** Whether the text was written for true convolution. */
  const turns = computed({
    get: () => chosenTurns.value ?? found.value?.turns ?? false,
    set: (wanted) => (chosenTurns.value = wanted),
  })
  /** The kernels are turned when the text and the layer mean different things. */
  const isTurned = computed(() => turns.value !== layers.bench.layer.flip)
  const weights = computed((): Weights | null => {
    if (!found.value || !layout.value) return null
    const plain = asWeights(found.value, layout.value)
    return isTurned.value ? turnedWeights(plain) : plain
  })
  const targets = computed(() => (weights.value ? targetsFor(weights.value.shape) : []))
  const target = computed({
    get: () => permitted(targets.value, chosenTarget.value) ?? targets.value[0] ?? 'focused',
    set: (wanted) => (chosenTarget.value = wanted),
  })

  /** Every choice is a guess again. */
  function forget(): void {
    forgetLayout()
    chosenTarget.value = null
    chosenTurns.value = null
  }

  return { read, found, layouts, layout, turns, isTurned, weights, targets, target, forget }
}

function createLayout(text: Readonly<Ref<string>>) {
  const layers = useLayerStore()
  const chosen = ref<Layout | null>(null)
  const read = computed(() => readOrFault(text.value))
  const found = computed(() => read.value.found)
  const layouts = computed(() => layoutsOf(found.value?.shape ?? [], layers.bench.channels))
  /** null while the person has to be asked. */
  const layout = computed({
    get: () => permitted(layouts.value.choices, chosen.value) ?? layouts.value.guess,
    set: (wanted) => (chosen.value = wanted),
  })
  return { read, found, layouts, layout, forgetLayout: () => (chosen.value = null) }
}

/** The text as read, or the fault that says where it could not be; an empty one is neither. */
function readOrFault(text: string): Read {
  if (text.trim() === '') return { found: null, fault: null }
  try {
    return { found: readKernelText(text), fault: null }
  } catch (error) {
    return { found: null, fault: toFault(error) }
  }
}

function permitted<T>(choices: readonly T[], wanted: T | null): T | null {
  return wanted !== null && choices.includes(wanted) ? wanted : null
}
