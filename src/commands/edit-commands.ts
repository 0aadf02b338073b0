import { translateTo } from '../locales'
import type { StepName } from '../stores/history'
import { useLayerStore } from '../stores/layer'
import type { Command } from './command'
import { isTextField } from './use-shortcuts'

/** Undo and redo, with the names of their steps; in a text field they are the field's own. */
export function editCommands(): readonly Command[] {
  const layers = useLayerStore()
  const step = (key: 'undo' | 'redo', name: () => StepName | null, go: () => void): Command => ({
    id: `edit.${key}`,
    menu: 'edit',
    group: 0,
    shortcut: key === 'undo' ? 'Mod+Z' : 'Mod+Shift+Z',
    yieldsToText: true,
    title: (locale) => {
      const named = name()
      if (!named) return translateTo(locale, `kernels.${key}Nothing`)
      const step = translateTo(locale, `kernels.step.${named.key}`, { ...named.params })
      return translateTo(locale, `kernels.${key}Step`, { step })
    },
    isEnabled: () => name() !== null,
    needs: () => (key === 'undo' ? 'step' : 'stepBack'),
    run: () => {
      if (isTextField(document.activeElement)) document.execCommand(key)
      else go()
    },
  })
  return [
    step('undo', () => layers.undoName, layers.undo),
    step('redo', () => layers.redoName, layers.redo),
  ]
}
