/**
 * `npm run bench [-- words]`: bundle the benchmarks and run them in Node. With `--in chromium` or `--in electron`
 * they also get something to measure in (CHROMIUM, LAB_ELECTRON, LAB_SWITCHES).
 */
import { join } from 'node:path'
import { openDisplay } from './display.mjs'
import { thisMachine } from './machine.mjs'
import { packageScript } from './package-script.mjs'
import { ROOT } from './places.mjs'
import { runCommand } from './run-command.mjs'
import { runQuietly } from './run-quietly.mjs'
import { runToEnd } from './run-to-end.mjs'
import { SetupFault } from './say.mjs'
import { setUp } from './set-up.mjs'
import { browserForTests, electronForTests } from './test-environment.mjs'

const BENCH_CONFIG = 'e2e/bench/vite.config.ts'
/** The file that BENCH_CONFIG makes. */
const BENCH_ENTRY = 'e2e/bench/out/bench.js'

async function bundle() {
  const words = [packageScript(ROOT, 'vite'), 'build', '-c', BENCH_CONFIG]
  const { code, output } = await runQuietly(process.execPath, words, { cwd: ROOT })
  if (code === 0) return
  const what = `The benchmarks could not be bundled (exit code ${code}).`
  throw new SetupFault(what, `mend what is named above, then run \`npm run bench\``, output)
}

/** @param {readonly string[]} words */
function asksForElectron(words) {
  return words.some(
    (word, i) => word === '--in=electron' || (word === 'electron' && words[i - 1] === '--in'),
  )
}

await runCommand(async () => {
  const words = process.argv.slice(2)
  const machine = thisMachine()
  const inElectron = asksForElectron(words)
  const electron = await setUp({ electron: inElectron, build: inElectron })
  await bundle()
  const display = await openDisplay(inElectron && machine.display === 'none')
  const env = {
    ...display.env,
    ...browserForTests(),
    ...(electron && electronForTests(electron, machine)),
  }
  try {
    return await runToEnd(process.execPath, [join(ROOT, BENCH_ENTRY), ...words], { env })
  } finally {
    await display.close()
  }
})
