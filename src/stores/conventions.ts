import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { Conventions } from '../../electron/contract/port'
import type { Layer } from '../../electron/contract/spec'
import { conventionOptions, type ConventionId } from '../bench/conventions'
import { compareConventions } from '../lab'
import { useLayerStore } from './layer'
import { usePicturesStore } from './pictures'

/** What was compared, with the layer that it is of. */
interface Compared {
  readonly id: ConventionId
  readonly layer: Layer
  readonly output: number
  readonly found: Conventions
}

/** Room of each map, device pixels. */
const ROOM = 512

/** The layer as it is against the layer with one other convention, while the bench is open. */
export const useConventionsStore = defineStore('conventions', () => {
  const layers = useLayerStore()
  const pictures = usePicturesStore()
  const isOpen = ref(false)
  const chosen = ref<ConventionId>('flip')
  const result = shallowRef<Compared | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const isComputing = ref(false)
  let isStale = false

  const options = computed(() => conventionOptions(layers.layer))
  /** What is changed: the chosen one, or the first where that is not there any more. */
  const option = computed(
    () => options.value.find(({ id, change }) => id === chosen.value && change) ?? options.value[0],
  )

  /** Compares what is chosen; of what is asked for meanwhile only the newest is compared. */
  async function compare(): Promise<void> {
    isStale = true
    if (isComputing.value) return
    isComputing.value = true
    while (isStale && isOpen.value) {
      isStale = false
      await compareOnce()
    }
    isComputing.value = false
  }

  async function compareOnce(): Promise<void> {
    const picture = pictures.current
    const [{ layer, selectedOutput: output }, now] = [layers, option.value]
    if (!picture || !now?.change) return
    const changed = { ...layer, ...now.change }
    const room = { maxWidth: ROOM, maxHeight: ROOM }
    try {
      const found = await compareConventions({
        picture: picture.id,
        layer,
        changed,
        output,
        ...room,
      })
      result.value = { id: now.id, layer, output, found }
      fault.value = null
    } catch (error) {
      fault.value = toFault(error)
    }
  }

  function choose(id: ConventionId): void {
    chosen.value = id
    void compare()
  }

  /** The layer takes the convention that is compared; undo takes it back. */
  function use(): void {
    const change = option.value?.change
    if (change) layers.changeSettings(change)
    void compare()
  }

  function show(): void {
    isOpen.value = true
    result.value = null
    void compare()
  }

  return { isOpen, options, option, result, fault, isComputing, choose, compare, use, show }
})
