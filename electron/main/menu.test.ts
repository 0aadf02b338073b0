import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import type { MenuEntry, MenuName } from '../contract/commands'
import type { Settings } from '../contract/requests'
import { menuTemplate, type MenuActions } from './menu'
import { MENU_WORDS } from './menu-words'

vi.mock('electron', () => ({ app: { isPackaged: true }, Menu: {} }))

const ENTRIES: readonly MenuEntry[] = [
  entry('file.open', 'file', { label: '打开图片…', accelerator: 'CmdOrCtrl+O' }),
  entry('edit.undo', 'edit', { label: 'Undo: bias of Y0 to 2', isEnabled: false }),
  entry('kernels.addOutput', 'kernels', { label: 'Add Output' }),
  entry('view.tab.lab', 'view', { label: 'Lab', isChecked: true }),
  entry('maps.tint', 'view', { label: 'Tint', group: 1, isChecked: false }),
]

function entry(id: string, menu: MenuName, own: Partial<MenuEntry>): MenuEntry {
  const rest = { group: 0, accelerator: null, isEnabled: true, isChecked: null }
  return { id, menu, label: id, ...rest, ...own }
}

const settings = (own: Partial<Settings>): Settings => ({
  locale: 'en',
  theme: 'light',
  isProjector: false,
  zoom: 1,
  ...own,
})
const actions = (): MenuActions => ({
  entries: ENTRIES,
  command: vi.fn(),
  change: vi.fn(),
  openChapter: vi.fn(),
})
const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
const press = (items: readonly MenuItemConstructorOptions[], label: string): void => {
  const item = flat(items).find((one) => one.label === label)
  ;(item?.click as (() => void) | undefined)?.()
}

describe('the menu', () => {
  test('speaks the chosen language and marks what is chosen', () => {
    const items = flat(menuTemplate(settings({ locale: 'zh-CN', theme: 'dark' }), actions()))
    expect(items.map(({ label }) => label)).toContain('打开图片…')
    expect(items.filter(({ checked }) => checked).map(({ label }) => label)).toEqual([
      'Lab',
      '深色',
      '简体中文',
    ])
  })

  test('asks the lab, and changes settings', () => {
    const asked = actions()
    const items = menuTemplate(settings({ theme: 'system' }), asked)
    press(items, '打开图片…')
    press(items, MENU_WORDS.en.dark)
    press(items, '简体中文')
    expect(asked.command).toHaveBeenCalledWith({ kind: 'run', id: 'file.open' })
    expect(vi.mocked(asked.change).mock.calls).toEqual([[{ theme: 'dark' }], [{ locale: 'zh-CN' }]])
  })

  test('has no developer tools in a packaged lab, and no accelerator twice', () => {
    const items = flat(menuTemplate(settings({}), actions()))
    expect(items.map(({ role }) => role)).not.toContain('toggleDevTools')
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('shows what is possible, leaves the keys to the page and parts groups by a line', () => {
    const items = flat(menuTemplate(settings({}), actions()))
    const find = (label: string) => items.find((item) => item.label === label)
    expect(find('Undo: bias of Y0 to 2')).toMatchObject({ enabled: false })
    expect(find('打开图片…')).toMatchObject({
      accelerator: 'CmdOrCtrl+O',
      registerAccelerator: false,
    })
    const at = items.findIndex(({ label }) => label === 'Lab')
    expect(items.slice(at + 1, at + 3)).toMatchObject([{ type: 'separator' }, { label: 'Tint' }])
  })

  test('stands before the page has told its commands', () => {
    const menus = menuTemplate(settings({}), { ...actions(), entries: [] })
    expect(menus.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Help'])
  })

  test('has the same words in both languages', () => {
    expect(Object.keys(MENU_WORDS['zh-CN'])).toEqual(Object.keys(MENU_WORDS.en))
  })
})
