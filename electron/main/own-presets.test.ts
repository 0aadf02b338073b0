import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Preset } from '../contract/presets'
import { DEFAULT_SETTINGS } from '../contract/spec'
import { OwnPresets, parsePresets } from './own-presets'

vi.mock('electron', () => ({ app: {} }))

const MINE: Preset = {
  id: 'own-1',
  name: { en: '我的', 'zh-CN': '我的' },
  use: { en: '1 × 2 × 1 × 2', 'zh-CN': '1 × 2 × 1 × 2' },
  source: '',
  display: 'mid-grey',
  kind: 'layer',
  kernels: [['-1 1', '1e-7 0.25']],
  bias: [0.5],
  outputs: [{ en: 'edge', 'zh-CN': '边缘' }],
  settings: DEFAULT_SETTINGS,
}
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-presets-'))
  path = join(folder, 'presets.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('what is kept is read again, the newest of several saves', async () => {
  const first = new OwnPresets(path)
  expect(await first.read()).toEqual([])
  const saves = [first.keep([MINE]), first.keep([MINE, { ...MINE, id: 'own-2' }])]
  expect(await first.read()).toHaveLength(2)
  await Promise.all(saves)
  expect(await new OwnPresets(path).read()).toEqual([MINE, { ...MINE, id: 'own-2' }])
  expect(await readFile(path, 'utf8')).toContain('1e-7 0.25')
})

test('outputs may have no names', () => {
  const { outputs, ...nameless } = MINE
  expect(outputs).toHaveLength(1)
  expect(parsePresets(JSON.stringify([nameless]))).toEqual([nameless])
  expect(parsePresets(JSON.stringify([{ ...MINE, outputs: [null] }]))).not.toBeNull()
})

describe('a text that is something else is no presets', () => {
  test.each([
    ['{'],
    ['{}'],
    [JSON.stringify([{ ...MINE, kernels: [['1 x']] }])],
    [JSON.stringify([{ ...MINE, kernels: [['1 2;3', '1 2;3 4']] }])],
    [JSON.stringify([{ ...MINE, kernels: [['1 2', '1']] }])],
    [JSON.stringify([{ ...MINE, kernels: [['1', '2'], ['1']] }])],
    [JSON.stringify([{ ...MINE, bias: [0, 0] }])],
    [JSON.stringify([{ ...MINE, outputs: [null, null] }])],
    [JSON.stringify([{ ...MINE, outputs: ['edge'] }])],
    [JSON.stringify([{ ...MINE, id: 'sobel-x' }])],
    [JSON.stringify([{ ...MINE, settings: {} }])],
  ])('%s', (text) => expect(parsePresets(text)).toBeNull())
})

test('a file that is something else is told and put aside, and saves go on', async () => {
  await writeFile(path, 'precious')
  const presets = new OwnPresets(path)
  await expect(presets.read()).rejects.toThrow(`put aside as ${path}.unread`)
  await presets.keep([MINE])
  await presets.keep([])
  expect(await readFile(`${path}.unread`, 'utf8')).toBe('precious')
  expect(await presets.read()).toEqual([])
})
