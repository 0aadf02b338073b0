/** `Mod+Shift+K` taken apart. */
interface Keys {
  readonly key: string
  readonly isMod: boolean
  readonly isShift: boolean
  readonly isAlt: boolean
}

/** What a key press tells, as far as shortcuts need it. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

function parse(shortcut: string): Keys {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  return { key, isMod: has('Mod'), isShift: has('Shift'), isAlt: has('Alt') }
}

/** Whether a key press is this shortcut. Mod is ⌘ on a Mac and Ctrl elsewhere. */
export function matches(shortcut: string, press: KeyPress, isMac: boolean): boolean {
  const { key, isMod, isShift, isAlt } = parse(shortcut)
  const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  if (mod !== isMod || other || press.altKey !== isAlt) return false
  // A sign such as ? needs Shift on some keyboards and not on others.
  const isLetter = /^[a-z]$/i.test(key) || key.length > 1
  if (isLetter && press.shiftKey !== isShift) return false
  // + stands beside = on one key, and alone on other keyboards and on the number pad.
  if (key === '=' && press.key === '+') return true
  return press.key.toLowerCase() === key.toLowerCase()
}

/** `Ctrl+Shift+K`, or `⇧⌘K` on a Mac. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const { key, isMod, isShift, isAlt } = parse(shortcut)
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  if (isMac) return `${isAlt ? '⌥' : ''}${isShift ? '⇧' : ''}${isMod ? '⌘' : ''}${name}`
  return [isMod && 'Ctrl', isAlt && 'Alt', isShift && 'Shift', name].filter(Boolean).join('+')
}

/** As Electron's menu writes it. */
export function accelerator(shortcut: string): string {
  const { key, isMod, isShift, isAlt } = parse(shortcut)
  const name = NAMES[key] ?? key
  return [isMod && 'CmdOrCtrl', isAlt && 'Alt', isShift && 'Shift', name].filter(Boolean).join('+')
}
