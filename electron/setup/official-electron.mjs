/** The Electron of the `electron` package: the one it already downloaded, or its download. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLockFile } from './node-modules.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say, since } from './say.mjs'

const GITHUB = 'https://github.com/electron/electron/releases/download/'
const PROBE_MS = 5_000
const REMEMBER_MS = 6 * 3600_000

/**
 * The executable's path inside an Electron folder.
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The folder of the Electron that the `electron` package downloaded earlier, complete and of its version.
 * @param {string} root the project's folder
 * @returns {string | undefined}
 */
export function downloadedElectron(root) {
  const home = join(root, 'node_modules', 'electron')
  const read = (name) =>
    existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : ''
  if (read('path.txt') !== executableName()) return undefined
  if (read('dist/version').trim().replace(/^v/, '') !== wantedVersion(root)) return undefined
  return existsSync(join(home, 'dist', executableName())) ? join(home, 'dist') : undefined
}

/**
 * The version that the lock file names.
 * @param {string} root the project's folder
 * @returns {string} such as `45.4.1`
 */
export function wantedVersion(root) {
  return JSON.parse(readLockFile(root)).packages['node_modules/electron'].version
}

/**
 * The place Electron is downloaded from, as its own downloader reads it.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} an address that ends in /
 */
export function mirror(env = process.env) {
  return env.npm_config_electron_mirror || env.ELECTRON_MIRROR || GITHUB
}

/**
 * The place Electron is downloaded from, in as few words as people need.
 * @returns {string} its host, or the whole address when that is none
 */
export function mirrorName() {
  return URL.canParse(mirror()) ? new URL(mirror()).host : mirror()
}

/**
 * Whether the place answers at all, asked with a short clock; anything that answers is left to the downloader.
 * @param {string} address
 * @returns {Promise<string | undefined>} undefined when it answers, else the reason
 */
export async function whyUnreachable(address) {
  if (process.env.ELECTRON_GET_USE_PROXY) return undefined
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })
    return undefined
  } catch (error) {
    return error.cause?.message ?? error.message
  }
}

/**
 * Let the `electron` package download its Electron.
 * @param {string} root the project's folder, with node_modules
 * @param {number} limitMs given up after that time
 * @returns {Promise<string | undefined>} undefined when it worked, else the reason in a few words
 */
export async function download(root, limitMs) {
  const start = Date.now()
  say(`downloading Electron ${wantedVersion(root)} from ${mirrorName()} (about 120 MB) …`)
  const script = join(root, 'node_modules', 'electron', 'install.js')
  const { code, output } = await runQuietly(process.execPath, [script], { cwd: root, limitMs })
  if (code === 0 && downloadedElectron(root)) {
    say(`Electron downloaded (${since(start)})`)
    return undefined
  }
  if (code === 124) return `not finished after ${Math.round(limitMs / 1000)} s`
  return output.split('\n').find((line) => /error|fail/i.test(line)) ?? `exit code ${code}`
}

/**
 * A note in the cache folder that the download failed, so that the next starts need not wait for it again.
 * @param {string} cache the cache folder
 * @param {string} root the project's folder
 */
export function failureNote(cache, root) {
  const file = join(cache, 'electron-download-failed.json')
  const subject = `${mirror()} ${wantedVersion(root)}`
  return {
    /** @returns {boolean} whether it failed in the last hours */
    isFresh() {
      if (!existsSync(file)) return false
      const note = parsed(readFileSync(file, 'utf8'))
      const ageMs = Date.now() - (note?.at ?? 0)
      return note?.subject === subject && ageMs >= 0 && ageMs < REMEMBER_MS
    },
    write() {
      mkdirSync(cache, { recursive: true })
      writeFileSync(file, JSON.stringify({ subject, at: Date.now() }))
    },
  }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // cut short by an interruption: the same as no note
  }
}
