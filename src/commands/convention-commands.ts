import { useConventionsStore } from '../stores/conventions'
import type { Command } from './command'

/** The comparison of conventions. */
export function conventionCommands(): readonly Command[] {
  const conventions = useConventionsStore()
  return [
    {
      id: 'conventions.show',
      menu: 'kernels',
      group: 3,
      shortcut: 'Mod+Shift+K',
      run: () => conventions.show(),
    },
  ]
}
