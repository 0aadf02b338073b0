import { describe, expect, it } from 'vitest'
import type { Command } from './command'
import { searchCommands } from './search'

const command = (id: string, en: string, zh: string, isEnabled = true): Command => ({
  id,
  menu: null,
  group: 0,
  title: (locale) => (locale === 'en' ? en : zh),
  isEnabled: () => isEnabled,
  run: () => undefined,
})

const ALL = [
  command('close', 'Close Picture', '关闭图片'),
  command('open', 'Open Picture…', '打开图片…'),
  command('race', 'Open the Race', '开始竞速', false),
]
const ids = (query: string) => searchCommands(ALL, query, 'en').map(({ command: { id } }) => id)

describe('searchCommands', () => {
  it('finds everything for nothing, what cannot be run last', () => {
    expect(ids('')).toEqual(['close', 'open', 'race'])
  })

  it('finds every word anywhere, in either language', () => {
    expect(ids('pict op')).toEqual(['open'])
    expect(ids('图片')).toEqual(['close', 'open'])
    expect(ids('gauss')).toEqual([])
  })

  it('puts first what begins with the first word', () => {
    expect(ids('o')[0]).toBe('open')
  })
})
