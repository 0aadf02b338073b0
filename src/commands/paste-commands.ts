import { usePastedStore } from '../stores/pasted'
import type { Command } from './command'

/** Kernels from a text. */
export function pasteCommands(): readonly Command[] {
  return [
    {
      id: 'kernels.paste',
      menu: 'kernels',
      group: 2,
      shortcut: 'Mod+Shift+V',
      run: () => usePastedStore().show(),
    },
  ]
}
