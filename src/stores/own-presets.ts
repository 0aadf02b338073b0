import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Preset } from '../../electron/contract/presets'
import type { Layer } from '../../electron/contract/spec'
import { keepOwnPresets, readOwnPresets } from '../lab'
import { layerPreset, type OwnName } from '../presets/as-preset'

/** A person's own presets, newest first; main keeps them across starts. */
export const useOwnPresetsStore = defineStore('own-presets', () => {
  const list = shallowRef<readonly Preset[]>([])
  /** What a deletion took, to be brought back. */
  const before = shallowRef<{ readonly name: string; readonly list: readonly Preset[] } | null>(
    null,
  )

  /** Throws the fault of main. */
  async function load(): Promise<void> {
    list.value = await readOwnPresets()
  }

  /** Keeps a layer under a name. Throws `file-failed`; the preset is there until the end. */
  function add(layer: Layer, named: Omit<OwnName, 'id'>): Promise<void> {
    const id = `own-${Date.now().toString(36)}-${list.value.length}`
    return keep([layerPreset(layer, { id, ...named }), ...list.value])
  }

  function rename(id: string, name: string): Promise<void> {
    const renamed = { en: name, 'zh-CN': name }
    return keep(list.value.map((each) => (each.id === id ? { ...each, name: renamed } : each)))
  }

  /** Takes a preset away; `restore` brings it back. */
  function remove(id: string): Promise<void> {
    const gone = list.value.find((each) => each.id === id)
    const old = list.value
    const kept = keep(old.filter((each) => each !== gone))
    if (gone) before.value = { name: gone.name.en, list: old }
    return kept
  }

  function restore(): Promise<void> {
    return keep(before.value?.list ?? list.value)
  }

  function keep(next: readonly Preset[]): Promise<void> {
    list.value = next
    before.value = null
    return keepOwnPresets(next)
  }

  return { list, before, load, add, rename, remove, restore }
})
