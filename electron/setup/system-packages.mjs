/** Step 3: the shared libraries, the X server and the fonts that Electron needs on Debian and Ubuntu. */
import { existsSync, readdirSync } from 'node:fs'
import { runQuietly } from './run-quietly.mjs'
import { say, SetupFault, since } from './say.mjs'
import { browserForTests } from './test-environment.mjs'

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
  const hasBrowser = Boolean(process.env.CHROMIUM) || 'CHROMIUM' in browserForTests()
  const wanted = forTests && !hasBrowser ? [...NEEDED, ...FOR_TESTS] : NEEDED
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
  let attempt = hasLists ? await tryInstall(missing) : undefined
  if (attempt?.isDone !== true) {
    await apt(['update'])
    await mendInterrupted()
    attempt = await tryInstall(missing)
  }
  if (!attempt.isDone) {
    const what = `These system packages could not be installed: ${missing.join(' ')}.`
    throw new SetupFault(what, `apt-get update && ${installCommand(missing)}`, attempt.output)
  }
  for (const name of attempt.unknown) say(`this system has no package ${name}`)
  say(`system packages installed (${since(start)})`)
}

/** Done when apt succeeded and this release knows every package that is not only for tests. */
async function tryInstall(missing) {
  const { offered, unknown } = await offers(missing)
  const essential = unknown.filter((name) => !FOR_TESTS.includes(name))
  if (essential.length > 0) {
    return { isDone: false, unknown, output: `apt does not know ${essential.join(' ')}` }
  }
  const { code, output } = offered.length > 0 ? await aptInstall(offered) : { code: 0, output: '' }
  return { isDone: code === 0, unknown, output }
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
