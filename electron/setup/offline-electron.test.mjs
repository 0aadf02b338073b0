import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isComplete } from './offline-electron.mjs'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'offline-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('uses a runtime only when every file is there in full', () => {
  const manifest = join(folder, 'convolution-lab-runtime.json')
  expect(isComplete(folder)).toBe(false)
  writeFileSync(join(folder, 'electron'), 'abc')
  writeFileSync(manifest, JSON.stringify({ electron: 3, 'icudtl.dat': 2 }))
  expect(isComplete(folder)).toBe(false)
  writeFileSync(join(folder, 'icudtl.dat'), 'ab')
  expect(isComplete(folder)).toBe(true)
  writeFileSync(join(folder, 'electron'), 'ab')
  expect(isComplete(folder)).toBe(false)
})
