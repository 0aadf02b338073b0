/** Runs the stages of `npm test` and tells people how each went, on stdout. */
import { runQuietly } from './run-quietly.mjs'
import { runToEnd } from './run-to-end.mjs'
import { since } from './say.mjs'
import { NONE } from './test-counts.mjs'

const AT_A_TIME = 2
const NOTHING_COUNTED = { ...NONE, failed: 1 }

/**
 * @typedef {object} Result
 * @property {number} code the exit code of the first stage that failed, else 0
 * @property {import('./test-counts.mjs').Counts[]} counts
 */

/**
 * Run stages two at a time; each one's output is printed when it has ended, so that they do not mix. After a
 * failure none is started.
 * @param {readonly import('./test-stages.mjs').Stage[]} stages
 * @param {{cwd: string, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<Result>}
 */
export async function runSideBySide(stages, options) {
  const waiting = [...stages]
  /** @type {Result} */
  const result = { code: 0, counts: [] }
  const lane = async () => {
    for (let stage; result.code === 0 && (stage = waiting.shift());) {
      const code = await runBuffered(stage, options)
      if (code === 0 || result.code !== 0) continue
      result.code = code
      result.counts.push(NOTHING_COUNTED)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane))
  return result
}

async function runBuffered(stage, { cwd, env }) {
  const start = Date.now()
  const { code, output } = await runQuietly(process.execPath, stage.command, { cwd, env })
  print(`\n── ${stage.title}: ${verdict(code)} (${since(start)})`)
  if (code !== 0 && output !== '') print(output.trimEnd())
  return code
}

/**
 * Run stages one after another, their output as it comes. Stops at the first failure.
 * @param {readonly import('./test-stages.mjs').Stage[]} stages
 * @param {{cwd: string, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<Result>}
 */
export async function runInTurn(stages, { cwd, env }) {
  const counts = []
  for (const stage of stages) {
    const start = Date.now()
    print(`\n── ${stage.title}`)
    const code = await runToEnd(process.execPath, stage.command, {
      cwd,
      env: { ...env, ...stage.env },
    })
    print(`── ${stage.title}: ${verdict(code)} (${since(start)})`)
    const counted = stage.counts?.()
    const failedUncounted = code !== 0 && !counted?.failed
    counts.push(counted ?? NONE, ...(failedUncounted ? [NOTHING_COUNTED] : []))
    if (code !== 0) return { code, counts }
    if (counted?.failed) return { code: 1, counts }
  }
  return { code: 0, counts }
}

function verdict(code) {
  return code === 0 ? 'passed' : `FAILED with exit code ${code}`
}

function print(text) {
  process.stdout.write(`${text}\n`)
}
