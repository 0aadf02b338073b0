import { useEventListener } from '@vueuse/core'
import type { Command } from './command'
import { useCommandRegistry } from './registry'
import { matches } from './shortcut'

export const IS_MAC = /^Mac/.test(navigator.platform)

/** True for an element that is typed into. */
export function isTextField(element: EventTarget | Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true
  if (element instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'range'].includes(element.type)
  }
  return element instanceof HTMLElement && element.isContentEditable
}

/** Runs the command whose keys are pressed, unless something nearer took them first. */
export function useShortcuts(): void {
  const registry = useCommandRegistry()
  const isMeant = (command: Command, event: KeyboardEvent): boolean =>
    command.shortcut !== undefined &&
    !(command.yieldsToText && isTextField(event.target)) &&
    matches(command.shortcut, event, IS_MAC)

  useEventListener(window, 'keydown', (event) => {
    if (event.isComposing || event.defaultPrevented) return
    const command = registry.commands.find((each) => isMeant(each, event))
    if (command && registry.run(command.id)) event.preventDefault()
  })
}
