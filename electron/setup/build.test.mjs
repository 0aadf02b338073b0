import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildIsFresh, forgetBuild, sourceSignature } from './build.mjs'

let root = ''
const write = (name, text = '') => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-test-'))
  write('electron/main/index.ts', 'one')
  write('electron/setup/start.mjs', 'one')
  write('src/main.ts', 'one')
})
afterEach(() => rmSync(root, { recursive: true }))

it.each([
  ['a source changed', () => write('src/main.ts', 'other')],
  ['a source was added', () => write('src/more.ts')],
  ['a source was removed', () => rmSync(join(root, 'src/main.ts'))],
  ['a source was renamed', () => renameSync(join(root, 'src/main.ts'), join(root, 'src/mein.ts'))],
  ['an older version came back', () => utimesSync(join(root, 'src/main.ts'), 1e9, 1e9)],
  ['the configuration was added', () => write('electron.vite.config.ts')],
])('notices that %s', (_, change) => {
  const before = sourceSignature(root)
  change()
  expect(sourceSignature(root)).not.toBe(before)
})

it.each([
  ['set-up', () => write('electron/setup/start.mjs', 'other')],
  ['tests', () => write('src/main.test.ts')],
  ['what is beside the sources', () => write('e2e/story.spec.ts')],
])('does not care about %s', (_, change) => {
  const before = sourceSignature(root)
  change()
  expect(sourceSignature(root)).toBe(before)
})

it('trusts a build only with its stamp, its entry and unchanged sources', () => {
  expect(buildIsFresh(root)).toBe(false)
  write('out/.convolution-lab-build', sourceSignature(root))
  expect(buildIsFresh(root)).toBe(false)
  write('out/main/index.cjs')
  expect(buildIsFresh(root)).toBe(true)
  write('src/main.ts', 'other')
  expect(buildIsFresh(root)).toBe(false)
})

it('forgets a build', () => {
  write('out/main/index.cjs')
  write('out/.convolution-lab-build', sourceSignature(root))
  forgetBuild(root)
  expect(buildIsFresh(root)).toBe(false)
})
