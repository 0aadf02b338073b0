/** The menus that the lab window's commands stand in. */
export const MENUS = ['file', 'edit', 'kernels', 'view', 'help'] as const
export type MenuName = (typeof MENUS)[number]

/** A command as the menu bar shows it; the lab window's registry is where it comes from. */
export interface MenuEntry {
  readonly id: string
  readonly menu: MenuName
  /** Entries of one group stand together, a line before the next. */
  readonly group: number
  /** In the chosen language; undo and redo name their step. */
  readonly label: string
  /** As Electron writes it (`CmdOrCtrl+Shift+K`), or null. The page itself listens to the keys. */
  readonly accelerator: string | null
  readonly isEnabled: boolean
  /** null where there is nothing to tick. */
  readonly isChecked: boolean | null
}
