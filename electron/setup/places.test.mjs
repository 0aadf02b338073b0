import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheFolder, sweepTemporaries, temporaryBeside } from './places.mjs'

/** Larger than any process number that Linux gives out. */
const NO_PROCESS = 5_000_000

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'places-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('cacheFolder', () => {
  it.each([
    ['linux', { XDG_CACHE_HOME: '/x' }, '/x/convolution-lab'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/convolution-lab'],
    ['linux', {}, '/home/a/.cache/convolution-lab'],
    ['darwin', {}, '/home/a/Library/Caches/convolution-lab'],
  ])('on %s with %o is %s', (platform, env, expected) => {
    expect(cacheFolder(env, platform, '/home/a')).toBe(expected)
  })
})

it('sweeps what killed processes left, and nothing else', () => {
  const mine = temporaryBeside(join(folder, 'runtime'))
  const ofAnother = mine.replace(`-${process.pid}-`, `-${NO_PROCESS}-`)
  const ofAnotherMachine = ofAnother.replace(/part-[0-9a-f]{8}/, 'part-00000000')
  for (const path of [mine, ofAnother, ofAnotherMachine]) mkdirSync(path)
  writeFileSync(join(folder, 'runtime'), '')
  sweepTemporaries(folder)
  const left = [mine, ofAnotherMachine, join(folder, 'runtime')]
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual(left.sort())
})
