import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PictureInfo } from '../../electron/contract/tensors'
import { usePicturesStore } from './pictures'

/** Two open pictures of one size, before and after; the first that there are until others are chosen. */
export const usePicturePairStore = defineStore('picturePair', () => {
  const pictures = usePicturesStore()
  const chosen = shallowRef<{ before?: string; after?: string }>({})

  const partnersOf = (one: PictureInfo): readonly PictureInfo[] =>
    pictures.list.filter((other) => other !== one && isAlike(one, other))
  /** Pictures that another open one has the size of. */
  const candidates = computed(() => pictures.list.filter((one) => partnersOf(one).length > 0))
  const found = (id: string | undefined) => candidates.value.find((one) => one.id === id)
  const before = computed(() => found(chosen.value.before) ?? candidates.value[0] ?? null)
  const partners = computed(() => (before.value ? partnersOf(before.value) : []))
  const after = computed(() => {
    const wanted = found(chosen.value.after)
    return wanted && partners.value.includes(wanted) ? wanted : (partners.value[0] ?? null)
  })

  function choose(change: { before?: string; after?: string }): void {
    chosen.value = { ...chosen.value, ...change }
  }

  return { candidates, before, partners, after, choose }
})

function isAlike({ shape: one }: PictureInfo, { shape: other }: PictureInfo): boolean {
  return one.height === other.height && one.width === other.width
}
