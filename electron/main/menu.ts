import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuEntry, MenuName } from '../contract/commands'
import { THEMES, type LabCommand, type Locale, type Settings } from '../contract/requests'
import { MENU_WORDS, type MenuWords } from './menu-words'

/** What the menu shows: the lab window's commands, once it has sent them, and what main does itself. */
export interface MenuActions {
  readonly entries: readonly MenuEntry[]
  readonly command: (command: LabCommand) => void
  readonly change: (change: Partial<Settings>) => void
  readonly openChapter: () => void
}

type Items = MenuItemConstructorOptions[]

/** Puts up the menu bar in the chosen language; call it again when the settings change. */
export function setUpMenu(settings: Settings, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(settings, actions)))
}

/** The menu bar as data. */
export function menuTemplate(settings: Settings, actions: MenuActions): Items {
  const words = MENU_WORDS[settings.locale]
  const own: Items = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const kernels = commandItems('kernels', actions)
  return [
    ...own,
    { label: words.file, submenu: fileItems(words, actions) },
    { label: words.edit, submenu: editItems(words, actions) },
    ...(kernels.length > 0 ? [{ label: words.kernels, submenu: kernels }] : []),
    { label: words.view, submenu: viewItems(words, settings, actions) },
    { label: words.help, role: 'help', submenu: helpItems(words, actions) },
  ]
}

/**
 * The commands of one menu, with a line between groups. The page listens to their keys itself, so
 * that a text field can keep some: the menu only names them.
 */
function commandItems(menu: MenuName, { entries, command }: MenuActions): Items {
  const own = entries.filter((entry) => entry.menu === menu)
  return own.flatMap((entry, index): Items => {
    const isNewGroup = index > 0 && own[index - 1]?.group !== entry.group
    return [...(isNewGroup ? [LINE] : []), commandItem(entry, command)]
  })
}

const LINE = { type: 'separator' } as const

function commandItem(entry: MenuEntry, command: MenuActions['command']): Items[number] {
  const { id, label, accelerator, isEnabled, isChecked } = entry
  return {
    label,
    enabled: isEnabled,
    ...(accelerator !== null && { accelerator, registerAccelerator: false }),
    ...(isChecked !== null && { type: 'checkbox', checked: isChecked }),
    click: () => command({ kind: 'run', id }),
  }
}

/** A line below what the page put there. */
function below(items: Items): Items {
  return items.length > 0 ? [...items, LINE] : []
}

function fileItems(words: MenuWords, actions: MenuActions): Items {
  return [
    ...below(commandItems('file', actions)),
    { label: words.close, role: 'close' },
    { label: words.quit, role: 'quit' },
  ]
}

function editItems(words: MenuWords, actions: MenuActions): Items {
  return [
    ...below(commandItems('edit', actions)),
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    { label: words.selectAll, role: 'selectAll' },
  ]
}

function viewItems(words: MenuWords, settings: Settings, actions: MenuActions): Items {
  const development: Items = app.isPackaged ? [] : [{ role: 'toggleDevTools' }]
  return [
    ...below(commandItems('view', actions)),
    { label: words.theme, submenu: themeItems(words, settings, actions) },
    { label: words.language, submenu: languageItems(settings, actions) },
    { type: 'separator' },
    { label: words.fullScreen, role: 'togglefullscreen' },
    ...development,
  ]
}

function themeItems(words: MenuWords, settings: Settings, { change }: MenuActions): Items {
  return THEMES.map((theme) => ({
    label: words[theme],
    type: 'radio',
    checked: settings.theme === theme,
    click: () => change({ theme }),
  }))
}

function languageItems(settings: Settings, { change }: MenuActions): Items {
  const names: readonly (readonly [Locale, string])[] = [
    ['en', 'English'],
    ['zh-CN', '简体中文'],
  ]
  return names.map(([locale, label]) => ({
    label,
    type: 'radio',
    checked: settings.locale === locale,
    click: () => change({ locale }),
  }))
}

function helpItems(words: MenuWords, actions: MenuActions): Items {
  return [
    ...below(commandItems('help', actions)),
    { label: words.chapter, click: actions.openChapter },
    { type: 'separator' },
    { label: words.about, role: 'about' },
  ]
}
