import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { THEMES, type LabCommand, type Locale, type Settings } from '../contract/requests'
import { MENU_WORDS, type MenuWords } from './menu-words'

/** What the menu can ask for. */
export interface MenuActions {
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
  return [
    ...own,
    { label: words.file, submenu: fileItems(words, actions) },
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words, settings, actions) },
    { label: words.help, role: 'help', submenu: helpItems(words, actions) },
  ]
}

function fileItems(words: MenuWords, { command }: MenuActions): Items {
  return [
    { label: words.open, accelerator: 'CmdOrCtrl+O', click: () => command({ kind: 'open' }) },
    { type: 'separator' },
    {
      label: words.compare,
      accelerator: 'CmdOrCtrl+Enter',
      click: () => command({ kind: 'compare' }),
    },
    { label: words.cancel, accelerator: 'CmdOrCtrl+.', click: () => command({ kind: 'cancel' }) },
    { type: 'separator' },
    { label: words.close, role: 'close' },
    { label: words.quit, role: 'quit' },
  ]
}

function editItems(words: MenuWords): Items {
  return [
    { label: words.undo, role: 'undo' },
    { label: words.redo, role: 'redo' },
    { type: 'separator' },
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    { label: words.selectAll, role: 'selectAll' },
  ]
}

function viewItems(words: MenuWords, settings: Settings, actions: MenuActions): Items {
  const development: Items = app.isPackaged ? [] : [{ role: 'toggleDevTools' }]
  return [
    { label: words.theme, submenu: themeItems(words, settings, actions) },
    { label: words.language, submenu: languageItems(settings, actions) },
    { type: 'separator' },
    { label: words.zoomIn, role: 'zoomIn' },
    { label: words.zoomOut, role: 'zoomOut' },
    { label: words.zoomReset, role: 'resetZoom' },
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

function helpItems(words: MenuWords, { openChapter }: MenuActions): Items {
  return [
    { label: words.chapter, click: openChapter },
    { type: 'separator' },
    { label: words.about, role: 'about' },
  ]
}
