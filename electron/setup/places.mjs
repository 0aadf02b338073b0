/** Where things are: the project and the cache folder that all checkouts share. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { homedir, hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..', '..')

/**
 * The folder for downloads that every checkout on this machine shares. It may be deleted at any time.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string} an absolute path; the folder need not exist
 */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  const name = 'convolution-lab'
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, name)
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), name, 'Cache')
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', name)
  return join(home, '.cache', name)
}

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/**
 * A name beside `target` that no other process uses and that tells whose it is.
 * @param {string} target
 * @returns {string}
 */
export function temporaryBeside(target) {
  return `${target}.part-${host}-${process.pid}-${randomBytes(4).toString('hex')}`
}

/**
 * Remove what processes of this machine left beside other files when they were killed.
 * @param {string} folder
 */
export function sweepTemporaries(folder) {
  for (const name of readdirSync(folder)) {
    const found = /\.part-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}$/.exec(name)
    if (found?.[1] !== host || isAlive(Number(found[2])) || !isOurs(join(folder, name))) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Others may have theirs in the same folder. */
function isOurs(path) {
  const owner = statSync(path, { throwIfNoEntry: false })?.uid
  return process.getuid === undefined || owner === process.getuid()
}

/**
 * A new folder for files of this run that nobody else may read. Removes those of runs that were killed.
 * @param {string} purpose a word for its name
 * @returns {string} its path
 */
export function privateFolder(purpose) {
  sweepTemporaries(tmpdir())
  const folder = temporaryBeside(join(tmpdir(), `convolution-lab-${purpose}`))
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

/**
 * Whether a process of this machine runs.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
