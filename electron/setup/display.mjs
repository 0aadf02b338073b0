/** A display for machines without one: an X server in memory (Xvfb) that ends with the process that opened it. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { privateFolder } from './places.mjs'
import { say, SetupFault } from './say.mjs'
import { installCommand } from './system-packages.mjs'

const GUARD = join(import.meta.dirname, 'guard.mjs')
const SCREEN = '1920x1080x24'
const START_LIMIT_MS = 20_000

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env the environment for programs that open windows on it
 * @property {() => Promise<void>} close ends it and removes its files
 */

/**
 * The environment to run Electron in, with a display of our own where the machine has none.
 * @param {boolean} inMemory open one that is not seen
 * @returns {Promise<Display>}
 * @throws {SetupFault} when one is needed and Xvfb is missing or does not start
 */
export async function openDisplay(inMemory) {
  if (process.platform !== 'linux') return { env: { ...process.env }, close: async () => {} }
  const folder = privateFolder('display')
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NO_AT_BRIDGE: '1' }
  env.XDG_RUNTIME_DIR ??= folder
  const forget = () => rmSync(folder, { recursive: true, force: true })
  if (!inMemory) return { env, close: async () => forget() }
  const server = await startServer(folder).catch((error) => {
    forget()
    throw error
  })
  delete env.WAYLAND_DISPLAY
  env.DISPLAY = server.name
  env.XAUTHORITY = server.authority
  const close = async () => {
    await server.end()
    forget()
  }
  return { env, close }
}

/**
 * Whether a display in memory can be had; tests prefer it to one that a person looks at.
 * @returns {boolean}
 */
export function hasXvfb() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return process.platform === 'linux' && folders.some((folder) => existsSync(join(folder, 'Xvfb')))
}

/** The server picks a free number itself and writes it to its stdout when it is ready. */
async function startServer(folder) {
  const authority = join(folder, 'Xauthority')
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 })
  const words = ['-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset']
  const child = spawn(process.execPath, [GUARD, 'Xvfb', ...words, '-auth', authority], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise((settle) => child.on('close', settle))
  const number = await readNumber(child, ended)
  const end = () => {
    child.stdin.end()
    return ended
  }
  return { name: `:${number}`, authority, end }
}

async function readNumber(child, ended) {
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)))
  const ready = new Promise((settle) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (more) => {
      text += more
      if (text.includes('\n')) settle(text.trim())
    })
  })
  const late = new Promise((settle) => setTimeout(settle, START_LIMIT_MS).unref())
  const number = await Promise.race([ready, ended.then(() => undefined), late])
  if (number !== undefined) return number
  child.stdin.end()
  const what = 'There is no display here, and Xvfb (a display in memory) did not start.'
  throw new SetupFault(what, installCommand(['xvfb']), output)
}

/**
 * An X authority file with one cookie that fits every host and display number, so that other people on this
 * machine cannot look at our display. Format: Xau(3), family "wild", numbers big-endian.
 * @param {Buffer} cookie 16 bytes
 * @returns {Buffer}
 */
export function authorityFile(cookie) {
  const counted = (bytes) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const family = Buffer.from([0xff, 0xff])
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie]
  return Buffer.concat([family, ...fields.map(counted)])
}

/** Tell people why no window appears. */
export function sayThereIsNoDisplay() {
  say('no display here: running under Xvfb')
}
