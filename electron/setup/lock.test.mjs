import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAbandoned, withLock } from './lock.mjs'

/** Larger than any process number that Linux gives out. */
const NO_PROCESS = 5_000_000

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lock-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('withLock', () => {
  it('lets one in at a time, and tells the other whom it waits for', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const lock = join(folder, 'a', 'lock')
    const seen = []
    const visit = (name) =>
      withLock(lock, async () => {
        seen.push(`${name} in`)
        await new Promise((settle) => setTimeout(settle, 10))
        seen.push(`${name} out`)
      })
    await Promise.all([visit('first'), visit('second')])
    expect(seen).toEqual(['first in', 'first out', 'second in', 'second out'])
    expect(existsSync(lock)).toBe(false)
    const waiting = `[set-up] waiting for another set-up of this folder (process ${process.pid}) …\n`
    expect(stderr.mock.calls).toEqual([[waiting]])
    stderr.mockRestore()
  })

  it('takes over from a process that was killed', async () => {
    const lock = join(folder, 'lock')
    writeFileSync(lock, JSON.stringify({ pid: NO_PROCESS, host: hostname() }))
    expect(await withLock(lock, async () => 'done')).toBe('done')
    expect(readdirSync(folder)).toEqual([])
  })

  it('is given back when the work fails', async () => {
    const lock = join(folder, 'lock')
    const work = async () => {
      throw new Error('no')
    }
    await expect(withLock(lock, work)).rejects.toThrow('no')
    expect(existsSync(lock)).toBe(false)
  })

  it('counts an owner as gone when it is dead here or silent for long', () => {
    const host = hostname()
    expect(isAbandoned({ pid: process.pid, host, silentMs: 0 })).toBe(false)
    expect(isAbandoned({ pid: NO_PROCESS, host, silentMs: 0 })).toBe(true)
    expect(isAbandoned({ pid: NO_PROCESS, host: 'elsewhere', silentMs: 0 })).toBe(false)
    expect(isAbandoned({ pid: process.pid, host, silentMs: 60_000 })).toBe(true)
    expect(isAbandoned({ silentMs: 0 })).toBe(false)
  })
})
