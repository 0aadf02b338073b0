import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { menuTemplate, type MenuActions } from './menu'
import { MENU_WORDS } from './menu-words'

vi.mock('electron', () => ({ app: { isPackaged: true }, Menu: {} }))

const actions = (): MenuActions => ({ command: vi.fn(), change: vi.fn(), openChapter: vi.fn() })
const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
const press = (items: readonly MenuItemConstructorOptions[], label: string): void => {
  const item = flat(items).find((one) => one.label === label)
  ;(item?.click as (() => void) | undefined)?.()
}

describe('the menu', () => {
  test('speaks the chosen language and marks what is chosen', () => {
    const items = flat(menuTemplate({ locale: 'zh-CN', theme: 'dark' }, actions()))
    expect(items.map(({ label }) => label)).toContain('打开图片…')
    expect(items.filter(({ checked }) => checked).map(({ label }) => label)).toEqual([
      '深色',
      '简体中文',
    ])
  })

  test('asks the lab, and changes settings', () => {
    const asked = actions()
    const items = menuTemplate({ locale: 'en', theme: 'system' }, asked)
    press(items, MENU_WORDS.en.open)
    press(items, MENU_WORDS.en.dark)
    press(items, '简体中文')
    expect(asked.command).toHaveBeenCalledWith({ kind: 'open' })
    expect(vi.mocked(asked.change).mock.calls).toEqual([[{ theme: 'dark' }], [{ locale: 'zh-CN' }]])
  })

  test('has no developer tools in a packaged lab, and no accelerator twice', () => {
    const items = flat(menuTemplate({ locale: 'en', theme: 'light' }, actions()))
    expect(items.map(({ role }) => role)).not.toContain('toggleDevTools')
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('has the same words in both languages', () => {
    expect(Object.keys(MENU_WORDS['zh-CN'])).toEqual(Object.keys(MENU_WORDS.en))
  })
})
