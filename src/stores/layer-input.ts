import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import { LAYERS_BEFORE } from '../../electron/contract/stack'
import type { PictureInfo } from '../../electron/contract/tensors'
import type { Bench } from '../bench/bench'
import { runLayersBefore } from '../lab'
import { useLayerStore } from './layer'
import { usePicturesStore } from './pictures'

/** What the layer on the wall is run on: the picture, or what the layers before it make of that. */
export const useLayerInputStore = defineStore('layerInput', () => {
  const pictures = usePicturesStore()
  const layers = useLayerStore()
  const made = shallowRef<{ readonly key: string; readonly input: PictureInfo } | null>(null)
  const fault = shallowRef<Fault | null>(null)
  let newest = 0

  /** Names the picture and the layers before; the same as long as these are the same. */
  const key = computed(() => {
    const { entries, at } = layers.stack
    const before = entries.slice(0, at).map(({ bench, activation }) => numberOf(bench) + activation)
    return [pictures.current?.id, ...before].join(' ')
  })

  /** null while no picture is open or the layers before are being computed. */
  const current = computed(() => {
    if (!pictures.current) return null
    if (layers.before.length === 0) return pictures.current
    return made.value?.key === key.value ? made.value.input : null
  })

  /** Computes the layers before the chosen one anew; they are kept until the next time. */
  async function refresh(): Promise<void> {
    const turn = ++newest
    const [picture, before, wanted] = [pictures.current, layers.before, key.value]
    made.value = fault.value = null
    if (!picture || before.length === 0) return
    try {
      const id = `${LAYERS_BEFORE}${turn}`
      const input = await runLayersBefore({ picture: picture.id, before, id })
      if (turn === newest) made.value = { key: wanted, input }
    } catch (error) {
      if (turn === newest) fault.value = toFault(error)
    }
  }

  return { current, key, fault, refresh }
})

const numbers = new WeakMap<Bench, number>()
let count = 0

/** A number for a bench, its own as long as it is the same one: they are never changed in place. */
function numberOf(bench: Bench): number {
  const number = numbers.get(bench) ?? count++
  numbers.set(bench, number)
  return number
}
