import type { MenuName } from '../../electron/contract/commands'
import type { Locale } from '../../electron/contract/requests'

/** What a command that cannot run now waits for: the words `commands.needs.<need>`. */
export type Need =
  | 'picture'
  | 'raceOver'
  | 'race'
  | 'step'
  | 'stepBack'
  | 'outputs'
  | 'above'
  | 'below'
  | 'layers'
  | 'layerBefore'
  | 'layerAfter'
  | 'linear'
  | 'pixel'
  | 'motion'
  | 'compared'
  | 'composite'
  | 'noComposite'
  | 'wipe'
  | 'closer'
  | 'zoomed'
  | 'largest'
  | 'smallest'
  | 'resized'

/**
 * Something that the lab can be told to do. One list of these feeds the menu bar, the keys and the
 * command palette, so that everything that a pointer does is reached by the keyboard as well.
 */
export interface Command {
  /** `kernels.addOutput`; the title is the sentence `commands.<id>`. */
  readonly id: string
  /** null: in the palette alone. */
  readonly menu: MenuName | null
  /** Entries of one group stand together in the menu. */
  readonly group: number
  /** `Mod+Shift+K`; Mod is Ctrl, on a Mac ⌘. */
  readonly shortcut?: string
  /** True for keys that a text field needs itself: they are left to it while one has the focus. */
  readonly yieldsToText?: boolean
  /** Numbers and names in the title; read anew each time. */
  readonly params?: () => Readonly<Record<string, string | number>>
  /** Another title than `commands.<id>`. */
  readonly title?: (locale: Locale) => string
  readonly isEnabled?: () => boolean
  /** Goes with `isEnabled`: why it says no. */
  readonly needs?: () => Need
  readonly isChecked?: () => boolean
  readonly run: () => unknown
}
