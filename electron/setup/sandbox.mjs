/** Chromium's sandbox needs either user namespaces or a helper that belongs to root; some Linux systems offer neither. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFault } from './say.mjs'

const SETUID = 0o4000

/**
 * Kernel settings that keep people from user namespaces, with the value that does.
 * @type {readonly [string, string][]}
 */
const FORBIDDING = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
]

/**
 * Stop with the command that mends it, instead of letting Electron abort.
 * @param {string} folder the Electron's folder
 * @param {import('./machine.mjs').Machine} machine
 * @throws {SetupFault} when Electron could not start its sandbox here
 */
export function ensureSandbox(folder, machine) {
  if (machine.platform !== 'linux' || machine.isRoot) return
  const setting = forbiddingSetting((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
  const helper = join(folder, 'chrome-sandbox')
  if (setting === undefined || isSetuidRoot(helper)) return
  throw new SetupFault(
    `This system keeps programs from user namespaces (${setting}), which Electron's sandbox needs.`,
    `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

/**
 * The kernel setting that forbids user namespaces to people, if any.
 * @param {(path: string) => string} read a file's text, empty when it does not exist
 * @returns {string | undefined} such as `/proc/sys/user/max_user_namespaces is 0`
 */
export function forbiddingSetting(read) {
  const found = FORBIDDING.find(([path, value]) => read(path).trim() === value)
  return found && `${found[0]} is ${found[1]}`
}

function isSetuidRoot(file) {
  const about = statSync(file, { throwIfNoEntry: false })
  return about !== undefined && about.uid === 0 && (about.mode & SETUID) !== 0
}
