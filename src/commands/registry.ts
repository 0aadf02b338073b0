import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Locale } from '../../electron/contract/requests'
import { translateTo } from '../locales'
import { useNoticesStore } from '../stores/notices'
import type { Command } from './command'

/** Every command of the lab, from the areas that register them. */
export const useCommandRegistry = defineStore('commands', () => {
  const lists = shallowRef<readonly (readonly Command[])[]>([])
  const commands = computed(() => lists.value.flat())

  /** Adds an area's commands; returns a way to take them back. A name or keys taken twice are a defect. */
  function register(list: readonly Command[]): () => void {
    const all = [...commands.value, ...list]
    checkOnce(all.map(({ id }) => id))
    checkOnce(all.flatMap(({ shortcut }) => (shortcut ? [shortcut] : [])))
    lists.value = [...lists.value, list]
    return () => (lists.value = lists.value.filter((each) => each !== list))
  }

  const find = (id: string): Command | undefined => commands.value.find((each) => each.id === id)

  /** Runs a command that is enabled; tells its fault. False when there is nothing to run. */
  function run(id: string): boolean {
    const command = find(id)
    if (!command || command.isEnabled?.() === false) return false
    void settle(command)
    return true
  }

  return { commands, register, find, run }
})

function checkOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`Two commands want to be ${twice}.`)
}

async function settle({ run }: Command): Promise<void> {
  try {
    await run()
  } catch (error) {
    useNoticesStore().tellFault(error)
  }
}

/** What a command is called now, in a language. */
export function titleOf({ id, title, params }: Command, locale: Locale): string {
  return title ? title(locale) : translateTo(locale, `commands.${id}`, params?.() ?? {})
}
