/** One set-up at a time in a checkout: two would write into the same node_modules. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, temporaryBeside } from './places.mjs'
import { say } from './say.mjs'

const HEARTBEAT_MS = 2_000
const SILENT_TOO_LONG_MS = 20_000

/**
 * Do something while nobody else who takes the same lock does. A lock whose owner was killed is taken over.
 * @template T
 * @param {string} file the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  await take(file)
  const heartbeat = setInterval(() => sayAlive(file), HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

async function take(file) {
  for (let told = false; !tryTake(file); told = true) {
    const owner = readLock(file)
    if (owner === undefined) continue
    if (isAbandoned(owner)) {
      remove(file, owner)
      continue
    }
    if (!told)
      say(`waiting for another set-up of this folder (process ${owner.pid ?? 'unknown'}) …`)
    await sleep(200)
  }
}

function sayAlive(file) {
  const now = new Date()
  if (existsSync(file)) utimesSync(file, now, now)
}

function tryTake(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** The owner, as written; undefined when the lock has just gone. */
function readLock(file) {
  try {
    const text = readFileSync(file, 'utf8')
    const silentMs = Date.now() - statSync(file).mtimeMs
    const { pid, host } = text === '' ? {} : JSON.parse(text)
    return { text, silentMs, pid, host }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Whether the owner of a lock is gone.
 * @param {{pid?: number, host?: string, silentMs: number}} owner
 * @returns {boolean}
 */
export function isAbandoned({ pid, host, silentMs }) {
  if (silentMs > SILENT_TOO_LONG_MS) return true
  return pid !== undefined && host === hostname() && !isAlive(pid)
}

/** Of several that see the same abandoned lock one moves it away; a lock that was taken meanwhile is put back. */
function remove(file, owner) {
  const aside = temporaryBeside(file)
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== owner.text) renameSync(aside, file)
    else rmSync(aside)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
