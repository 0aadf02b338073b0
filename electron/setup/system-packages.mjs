/** Step 3: the shared libraries, the X server and the fonts that Electron needs on Debian and Ubuntu. */
import { existsSync, readdirSync } from 'node:fs'
import { runQuietly } from './run-quietly.mjs'
import { say, SetupFault, since } from './say.mjs'

const NEEDED = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libvulkan1',
  'xvfb',
  'xauth',
  'fonts-wqy-microhei',
]
/** The tests of page-side code in a current Chromium say so when there is none. */
const FOR_TESTS = ['chromium']
const LISTS = '/var/lib/apt/lists'

/**
 * The command that installs packages, for people to copy.
 * @param {readonly string[]} packages
 * @returns {string}
 */
export function installCommand(packages) {
  return `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * Install what is missing when that is ours to do, else print the command that does.
 * @param {object} options
 * @param {boolean} options.forTests also the browser that page tests run in
 * @param {import('./machine.mjs').Machine} options.machine
 * @throws {SetupFault} when apt fails
 */
export async function ensureSystemPackages({ forTests, machine }) {
  if (machine.platform !== 'linux' || !existsSync('/etc/debian_version')) return
  const wanted = forTests ? [...NEEDED, ...FOR_TESTS] : NEEDED
  const missing = await missingPackages(wanted)
  if (missing.length === 0) return
  if (machine.isRoot) await install(missing)
  else say(`missing system packages; to install them: ${installCommand(missing)}`)
}

async function missingPackages(wanted) {
  const names = wanted.flatMap(spellings)
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names]
  const { output } = await runQuietly('dpkg-query', query, { guarded: false })
  return missingFrom(output, wanted)
}

/**
 * The packages that a listing of `dpkg-query` does not show as installed, under either of their names.
 * @param {string} listing lines `name status`; other lines do not count
 * @param {readonly string[]} wanted
 * @returns {string[]}
 */
export function missingFrom(listing, wanted) {
  const lines = new Set(listing.split('\n'))
  return wanted.filter((name) => !spellings(name).some((one) => lines.has(`${one} installed`)))
}

/** Newer releases renamed libraries when their time type grew to 64 bits. */
function spellings(name) {
  return name.startsWith('lib') ? [`${name}t64`, name] : [name]
}

/**
 * The names under which this release offers packages.
 * @param {string} policy output of `apt-cache policy`
 * @param {readonly string[]} wanted
 * @returns {{offered: string[], unknown: string[]}}
 */
export function namesOffered(policy, wanted) {
  const sections = policy.split(/\n(?=\S)/)
  const isOffered = (name) =>
    sections.some((text) => text.startsWith(`${name}:`) && !text.includes('Candidate: (none)'))
  const found = wanted.map((name) => ({ name, offer: spellings(name).find(isOffered) }))
  return {
    offered: found.flatMap(({ offer }) => offer ?? []),
    unknown: found.filter(({ offer }) => offer === undefined).map(({ name }) => name),
  }
}

async function install(missing) {
  const start = Date.now()
  say(`installing system packages: ${missing.join(' ')} …`)
  const hasLists = existsSync(LISTS) && readdirSync(LISTS).some((name) => name.endsWith('Release'))
  let names = hasLists ? await offers(missing) : undefined
  let last = names?.unknown.length === 0 ? await aptInstall(names.offered) : undefined
  if (last?.code !== 0) {
    await apt(['update'])
    await mendInterrupted()
    names = await offers(missing)
    last = await aptInstall(names.offered)
  }
  const essential = names.unknown.filter((name) => !FOR_TESTS.includes(name))
  if (last.code !== 0 || essential.length > 0) {
    const what = `apt-get did not install ${missing.join(' ')}${essential.length > 0 ? `; this system does not know ${essential.join(' ')}` : ''}.`
    throw new SetupFault(what, `apt-get update && ${installCommand(missing)}`, last.output)
  }
  for (const name of names.unknown) say(`this system has no package ${name}; its tests are skipped`)
  say(`system packages installed (${since(start)})`)
}

async function offers(wanted) {
  const env = { ...process.env, LC_ALL: 'C' }
  const { output } = await runQuietly('apt-cache', ['policy', ...wanted.flatMap(spellings)], {
    env,
    guarded: false,
  })
  return namesOffered(output, wanted)
}

/** An installation that was killed leaves packages half-configured; both commands do nothing when there are none. */
async function mendInterrupted() {
  const env = aptEnvironment()
  await runQuietly('dpkg', ['--configure', '-a', '--force-confold'], { env, guarded: false })
  await apt(['install', '-f'])
}

function aptInstall(names) {
  return apt(['install', '--no-install-recommends', ...names])
}

/** Not guarded: dpkg is better left to finish than killed half-way; the lock makes the next one wait for it. */
function apt(words) {
  const options = ['DPkg::Lock::Timeout=300', 'Acquire::http::Timeout=30', 'Acquire::Retries=2']
  const args = ['-y', '-q', ...options.flatMap((option) => ['-o', option]), ...words]
  return runQuietly('apt-get', args, { env: aptEnvironment(), guarded: false })
}

function aptEnvironment() {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' }
}
