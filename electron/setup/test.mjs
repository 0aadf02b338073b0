/**
 * `npm test [-- stages… words…]`: set up, then check everything a change needs, and stop at the first failure. Words
 * before the first that names no stage select stages; the rest goes to the test runners
 * (`npm test -- unit electron/engine`).
 * The last line is `N passed, N failed, N skipped`.
 */
import { rmSync } from 'node:fs'
import { hasXvfb, openDisplay } from './display.mjs'
import { thisMachine } from './machine.mjs'
import { privateFolder, ROOT } from './places.mjs'
import { runCommand } from './run-command.mjs'
import { runInTurn, runSideBySide } from './run-stages.mjs'
import { setUp } from './set-up.mjs'
import { sumOf, summaryLine } from './test-counts.mjs'
import { browserForTests, electronForTests, softwareVulkan } from './test-environment.mjs'
import { STATIC_NAMES, staticStages, TEST_NAMES, testStages } from './test-stages.mjs'

const NAMES = [...STATIC_NAMES, ...TEST_NAMES]

/** Which stages, and which words for the runners. */
function selection(words) {
  const end = words.findIndex((word) => !NAMES.includes(word))
  const named = end === -1 ? words : words.slice(0, end)
  return { names: named.length > 0 ? named : NAMES, rest: words.slice(named.length) }
}

async function runAll(names, words, { env, reports }) {
  const options = { cwd: ROOT, env }
  const chosen = (stage) => names.includes(stage.name)
  const first = await runSideBySide(staticStages(ROOT).filter(chosen), options)
  if (first.code !== 0) return first
  const second = await runInTurn(testStages(ROOT, reports, words).filter(chosen), options)
  return { code: second.code, counts: [...first.counts, ...second.counts] }
}

await runCommand(async () => {
  const { names, rest } = selection(process.argv.slice(2))
  const needsElectron = names.some((name) => TEST_NAMES.includes(name))
  const build = names.includes('stories') && !names.includes('build')
  const electron = await setUp({ electron: needsElectron, build, forTests: true })
  const machine = thisMachine()
  const display = await openDisplay(needsElectron && (machine.display === 'none' || hasXvfb()))
  const env = {
    ...display.env,
    ...browserForTests(),
    ...(electron && { ...electronForTests(electron, machine), ...softwareVulkan(electron) }),
  }
  const reports = privateFolder('reports')
  try {
    const { code, counts } = await runAll(names, rest, { env, reports })
    process.stdout.write(`\n${summaryLine(sumOf(counts))}\n`)
    return code
  } finally {
    await display.close()
    rmSync(reports, { recursive: true, force: true })
  }
})
