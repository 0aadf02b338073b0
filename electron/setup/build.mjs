/**
 * Step 4: `out/` is made from the sources as they are now.
 *
 * `node electron/setup/build.mjs` builds unless the build is fresh.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageScript } from './package-script.mjs'
import { ROOT } from './places.mjs'
import { isMain, runCommand } from './run-command.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say, SetupFault, since } from './say.mjs'

const SOURCES = [
  'electron',
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
/** Part of no build: set-up itself and the tests. */
const NOT_BUILT = /(^electron\/setup$)|\.(test|bench)\.(ts|mjs)$|\.md$/
/** Holds the signature of the sources; written last, so it vouches for the rest of out/. */
const STAMP = join('out', '.convolution-lab-build')
const ENTRY = join('out', 'main', 'index.cjs')

/**
 * Whether the build is the one of the sources as they are.
 * @param {string} root the project's folder
 * @returns {boolean}
 */
export function buildIsFresh(root) {
  const stamp = join(root, STAMP)
  return (
    existsSync(stamp) &&
    existsSync(join(root, ENTRY)) &&
    readFileSync(stamp, 'utf8') === sourceSignature(root)
  )
}

/**
 * Forget the build, because something else is about to write into out/.
 * @param {string} root the project's folder
 */
export function forgetBuild(root) {
  rmSync(join(root, STAMP), { force: true })
}

/**
 * Build unless the build is fresh.
 * @param {string} root the project's folder, with node_modules
 * @throws {SetupFault} when the build fails; its whole output comes with it
 */
export async function ensureBuild(root) {
  if (buildIsFresh(root)) return
  const start = Date.now()
  say('building …')
  const signature = sourceSignature(root)
  forgetBuild(root)
  const script = packageScript(root, 'electron-vite')
  const { code, output } = await runQuietly(process.execPath, [script, 'build'], { cwd: root })
  if (code !== 0 || !existsSync(join(root, ENTRY))) {
    const what = `The build failed (exit code ${code}).`
    throw new SetupFault(what, 'mend what is named above, then run `npm run build`', output)
  }
  writeFileSync(join(root, STAMP), signature)
  say(`built (${since(start)})`)
}

/**
 * A short text that differs when a source was changed, added, removed or renamed. It looks at names, sizes and
 * times, not into the files, so it takes milliseconds.
 * @param {string} root the project's folder
 * @returns {string}
 */
export function sourceSignature(root) {
  const hash = createHash('sha256')
  for (const line of SOURCES.flatMap((name) => describe(root, name))) hash.update(`${line}\n`)
  return hash.digest('hex')
}

function describe(root, name) {
  if (NOT_BUILT.test(name)) return []
  const about = statSync(join(root, name), { throwIfNoEntry: false })
  if (about === undefined) return []
  if (!about.isDirectory()) return [`${name} ${about.size} ${about.mtimeMs}`]
  const inside = readdirSync(join(root, name)).sort()
  return inside.flatMap((child) => describe(root, `${name}/${child}`))
}

if (isMain(import.meta)) await runCommand(() => ensureBuild(ROOT))
