import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { parseSettings, SettingsStore, systemLocale } from './settings'

vi.mock('electron', () => ({ app: {} }))

describe('the settings file', () => {
  test.each([
    ['{"locale":"zh-CN","theme":"dark"}', { locale: 'zh-CN', theme: 'dark' }],
    ['{"theme":"dark","more":1}', { theme: 'dark' }],
    ['{"isProjector":true,"zoom":1.5}', { isProjector: true, zoom: 1.5 }],
    ['{"isProjector":false,"zoom":50}', {}],
    ['{"theme":"pink"}', {}],
    ['{', {}],
    ['null', {}],
  ])('%s', (text, settings) => {
    expect(parseSettings(text)).toEqual(settings)
  })

  test('a change holds at once and is on the disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-settings-'))
    const path = join(folder, 'settings.json')
    const store = new SettingsStore(path, {
      locale: 'en',
      theme: 'system',
      isProjector: false,
      zoom: 1,
    })
    const dark = { locale: 'en', theme: 'dark', isProjector: false, zoom: 1 }
    const changed = store.change({ theme: 'dark' })
    expect(store.current).toEqual(dark)
    expect(await changed).toEqual(dark)
    expect(parseSettings(await readFile(path, 'utf8'))).toEqual(dark)
    await rm(folder, { recursive: true })
  })
})

test.each([
  [['zh-Hans-CN', 'en-US'], 'zh-CN'],
  [['zh'], 'zh-CN'],
  [['en-GB', 'zh-CN'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('a system in %j gets %s', (languages, locale) => {
  expect(systemLocale(languages)).toBe(locale)
})
