import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nodeModulesAreReady } from './node-modules.mjs'

const WANTED = {
  '': { name: 'lab' },
  'node_modules/vue': { integrity: 'sha512-a' },
  'node_modules/for-another-system': { integrity: 'sha512-b', optional: true },
}
const stamp = () => join(root, 'node_modules/.convolution-lab-lock')
const writeLock = (packages) =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }))
const writeInstalled = (text) => writeFileSync(join(root, 'node_modules/.package-lock.json'), text)

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'node-modules-test-'))
  mkdirSync(join(root, 'node_modules'))
  writeLock(WANTED)
})
afterEach(() => rmSync(root, { recursive: true }))

it('does not trust a node_modules that nobody finished', () => {
  expect(nodeModulesAreReady(root)).toBe(false)
  expect(existsSync(stamp())).toBe(false)
})

it('takes over what npm finished by hand, and stamps it', () => {
  writeInstalled(JSON.stringify({ packages: { 'node_modules/vue': { integrity: 'sha512-a' } } }))
  expect(nodeModulesAreReady(root)).toBe(true)
  expect(existsSync(stamp())).toBe(true)
})

it.each([
  ['another version', JSON.stringify({ packages: { 'node_modules/vue': { integrity: 'x' } } })],
  ['a missing package', JSON.stringify({ packages: {} })],
  ['a list that was cut short', '{"packages": {"node_mod'],
])('does not take over %s', (_, text) => {
  writeInstalled(text)
  expect(nodeModulesAreReady(root)).toBe(false)
})

it('notices that the lock file changed after the stamp', () => {
  writeInstalled(JSON.stringify({ packages: { 'node_modules/vue': { integrity: 'sha512-a' } } }))
  expect(nodeModulesAreReady(root)).toBe(true)
  writeLock({ ...WANTED, 'node_modules/pinia': { integrity: 'sha512-c' } })
  expect(nodeModulesAreReady(root)).toBe(false)
})

it('says how to get a lost lock file back', () => {
  rmSync(join(root, 'package-lock.json'))
  writeFileSync(stamp(), 'x')
  expect(() => nodeModulesAreReady(root)).toThrow('package-lock.json is missing.')
})
