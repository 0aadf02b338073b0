import { describe, expect, it } from 'vitest'
import { accelerator, matches, shortcutText, type KeyPress } from './shortcut'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe('matches', () => {
  it.each([
    ['Mod+K', press('k', { ctrlKey: true }), false, true],
    ['Mod+K', press('k', { metaKey: true }), false, false],
    ['Mod+K', press('k', { metaKey: true }), true, true],
    ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false, false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
    ['F2', press('F2'), false, true],
    ['Mod+=', press('+', { ctrlKey: true, shiftKey: true }), false, true],
    ['Mod+=', press('=', { ctrlKey: true }), false, true],
    ['Mod+-', press('+', { ctrlKey: true }), false, false],
    ['Mod+.', press('.', { ctrlKey: true, shiftKey: true }), false, true],
    ['Alt+ArrowUp', press('ArrowUp', { altKey: true }), false, true],
    ['Alt+ArrowUp', press('ArrowUp'), false, false],
  ] as const)('%s, %o, Mac %s: %s', (shortcut, pressed, isMac, expected) => {
    expect(matches(shortcut, pressed, isMac)).toBe(expected)
  })
})

it('writes a shortcut as the system does', () => {
  expect(shortcutText('Mod+Shift+K', false)).toBe('Ctrl+Shift+K')
  expect(shortcutText('Mod+Shift+K', true)).toBe('⇧⌘K')
  expect(shortcutText('Alt+ArrowUp', false)).toBe('Alt+Up')
  expect(accelerator('Mod+Shift+ArrowUp')).toBe('CmdOrCtrl+Shift+Up')
})
