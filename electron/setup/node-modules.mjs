/** Step 1: node_modules is there, complete and made from the lock file of this moment. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand, npmEnvironment } from './npm-command.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say, SetupFault, since } from './say.mjs'

/** Holds the hash of the lock file that node_modules was made from; written last, so it vouches for the rest. */
const STAMP = join('node_modules', '.convolution-lab-lock')

/**
 * Whether node_modules needs nothing: stamped by an earlier set-up, or completed by hand.
 * @param {string} root the project's folder
 * @returns {boolean}
 */
export function nodeModulesAreReady(root) {
  const stamp = join(root, STAMP)
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash(root)
  if (!wasInstalledByHand(root)) return false
  writeFileSync(stamp, lockHash(root))
  return true
}

/**
 * Run `npm ci` unless node_modules is ready.
 * @param {string} root the project's folder
 * @returns {Promise<void>}
 * @throws {SetupFault} when npm fails; its whole output comes with it
 */
export async function ensureNodeModules(root) {
  if (nodeModulesAreReady(root)) return
  say('installing the npm packages (npm ci) …')
  const start = Date.now()
  const hash = lockHash(root)
  const npm = npmCommand()
  const flags = ['ci', '--include=dev', '--prefer-offline', '--no-progress', '--loglevel=notice']
  const env = npmEnvironment()
  const { code, output } = await runQuietly(npm.command, [...npm.args, ...flags], {
    cwd: root,
    env,
  })
  if (code !== 0) {
    const what = `npm ci ended with exit code ${code}, so node_modules is missing or incomplete.`
    throw new SetupFault(what, 'see npm above; with the registry in reach, run `npm ci`', output)
  }
  writeFileSync(join(root, STAMP), hash)
  say(`npm packages installed (${since(start)})`)
}

/**
 * The lock file, which says what belongs into node_modules.
 * @param {string} root the project's folder
 * @returns {string} JSON
 * @throws {SetupFault} when it is missing
 */
export function readLockFile(root) {
  const lock = join(root, 'package-lock.json')
  if (existsSync(lock)) return readFileSync(lock, 'utf8')
  throw new SetupFault('package-lock.json is missing.', 'git checkout -- package-lock.json')
}

function lockHash(root) {
  return createHash('sha256').update(readLockFile(root)).digest('hex')
}

/**
 * npm writes node_modules/.package-lock.json at the end of an installation. When it names every package
 * of our lock file, node_modules is what `npm ci` would make.
 * @param {string} root
 * @returns {boolean}
 */
function wasInstalledByHand(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  const wanted = packagesOf(join(root, 'package-lock.json'))
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || installed[path]?.integrity === entry.integrity,
  )
}

/**
 * @param {string} file a lock file
 * @returns {Record<string, {integrity?: string, optional?: boolean}>} none when there is no such file
 */
function packagesOf(file) {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {} // cut short by an interruption: the same as not there
  }
}
