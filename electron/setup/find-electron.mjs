/**
 * Step 2: an Electron. Looked for in this order: the folder named by ELECTRON_OVERRIDE_DIST_PATH, the one that the
 * `electron` package downloaded earlier, its download, and on linux-x64 the offline one.
 *
 * `node electron/setup/find-electron.mjs` prints the folder of the Electron that is used.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureNodeModules } from './node-modules.mjs'
import { ensureOfflineElectron, OFFLINE_VERSION } from './offline-electron.mjs'
import {
  download,
  downloadedElectron,
  executableName,
  failureNote,
  mirror,
  mirrorName,
  wantedVersion,
  whyUnreachable,
} from './official-electron.mjs'
import { cacheFolder, ROOT } from './places.mjs'
import { isMain, runCommand } from './run-command.mjs'
import { say, SetupFault } from './say.mjs'

/**
 * @typedef {object} Electron
 * @property {string} folder holds the executable, and Vulkan's SwiftShader beside it
 * @property {string} executable
 * @property {string} about one line for people: which it is and what it is good for
 */

/**
 * Find or fetch an Electron.
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {() => Promise<void>} options.nodeModules settles when node_modules is ready (it may be on its way)
 * @returns {Promise<Electron>}
 * @throws {SetupFault} when there is none to be had
 */
export async function findElectron({ root, nodeModules }) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) return fromOverride(resolve(root, named))
  const ready = downloadedElectron(root)
  if (ready) return official(root, ready)
  const hasOffline = process.platform === 'linux' && process.arch === 'x64'
  const problem = await fetchOfficial(root, nodeModules, hasOffline)
  if (problem === undefined) return official(root, join(root, 'node_modules', 'electron', 'dist'))
  if (!hasOffline) throw new SetupFault(problem, remedyFor(root))
  const folder = await ensureOfflineElectron(cacheFolder())
  const about = `Electron ${OFFLINE_VERSION} (offline): an old runtime, good for trying and testing only`
  return { folder, executable: join(folder, 'electron'), about }
}

/**
 * Download the official one unless that failed a short while ago and there is another to fall back on.
 * @returns {Promise<string | undefined>} undefined when it is there, else a sentence
 */
async function fetchOfficial(root, nodeModules, hasOffline) {
  const note = failureNote(cacheFolder(), root)
  if (hasOffline && note.isFresh()) return 'The download failed a short while ago.'
  let reason = await whyUnreachable(mirror())
  if (reason === undefined) {
    await nodeModules()
    if (downloadedElectron(root)) return undefined
    reason = await download(root, hasOffline ? 180_000 : 900_000)
  }
  if (reason === undefined) return undefined
  note.write()
  const sentence = `Electron ${wantedVersion(root)} could not be downloaded from ${mirrorName()} (${reason}).`
  if (hasOffline) say(sentence)
  return sentence
}

function fromOverride(folder) {
  const executable = join(folder, executableName())
  if (!existsSync(executable)) {
    const what = `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but ${executable} does not exist.`
    throw new SetupFault(what, 'name the folder of an unpacked Electron, or unset the variable')
  }
  const version = join(folder, 'version')
  const number = existsSync(version)
    ? ` ${readFileSync(version, 'utf8').replace(/^v/, '').trim()}`
    : ''
  return { folder, executable, about: `Electron${number} from ELECTRON_OVERRIDE_DIST_PATH` }
}

function official(root, folder) {
  return {
    folder,
    executable: join(folder, executableName()),
    about: `Electron ${wantedVersion(root)}`,
  }
}

function remedyFor(root) {
  return (
    `with ${mirrorName()} in reach (or ELECTRON_MIRROR set to a mirror) run this again; ` +
    `or unpack electron-v${wantedVersion(root)}-${process.platform}-${process.arch}.zip and set ELECTRON_OVERRIDE_DIST_PATH to its folder`
  )
}

if (isMain(import.meta)) {
  await runCommand(async () => {
    const electron = await findElectron({ root: ROOT, nodeModules: () => ensureNodeModules(ROOT) })
    say(`using ${electron.about}`)
    process.stdout.write(`${electron.folder}\n`)
  })
}
