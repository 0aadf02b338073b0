/**
 * `npm run bench [-- words]`: bundle the benchmarks and run them in Node. With `--in electron` they also get an
 * Electron to measure in (LAB_ELECTRON, LAB_SWITCHES).
 */
import { join } from 'node:path'
import { openDisplay } from './display.mjs'
import { thisMachine } from './machine.mjs'
import { packageScript } from './package-script.mjs'
import { ROOT } from './places.mjs'
import { runQuietly } from './run-quietly.mjs'
import { runCommand } from './run-command.mjs'
import { runToEnd } from './run-to-end.mjs'
import { SetupFault } from './say.mjs'
import { setUp } from './set-up.mjs'
import { electronForTests } from './test-environment.mjs'

const CONFIG = 'e2e/bench/vite.config.ts'
const BUNDLE = 'e2e/bench/out/bench.js'

async function bundle() {
  const words = ['build', '--config', CONFIG, '--configLoader', 'runner']
  const script = packageScript(ROOT, 'vite')
  const { code, output } = await runQuietly(process.execPath, [script, ...words], { cwd: ROOT })
  if (code === 0) return
  throw new SetupFault(
    'The benchmarks (e2e/bench) could not be bundled.',
    'mend what is named above',
    output,
  )
}

await runCommand(async () => {
  const words = process.argv.slice(2)
  const inElectron = words[words.indexOf('--in') + 1] === 'electron' && words.includes('--in')
  const electron = await setUp({ electron: inElectron, build: false })
  await bundle()
  const display = await openDisplay(inElectron && thisMachine().display === 'none')
  const env = { ...display.env, ...(electron && electronForTests(electron, thisMachine())) }
  try {
    return await runToEnd(process.execPath, [join(ROOT, BUNDLE), ...words], { env })
  } finally {
    await display.close()
  }
})
