/** Runs the commands of set-up without letting them speak; their output is kept for the day they fail. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const GUARD = join(import.meta.dirname, 'guard.mjs')

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when the command does not exist, 124 when its time was up
 * @property {string} output stdout and stderr, in the order they came
 */

/**
 * Run a command to its end. It gets no input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.limitMs] ended after that time
 * @param {boolean} [options.guarded] false for commands that must not be ended half-way (apt)
 * @returns {Promise<Outcome>}
 */
export function runQuietly(command, args, { cwd, env, limitMs, guarded = true } = {}) {
  const argv = guarded ? [process.execPath, GUARD, command, ...args] : [command, ...args]
  const child = spawn(argv[0], argv.slice(1), {
    cwd,
    env: env ?? process.env,
    stdio: [guarded ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  return new Promise((settle) => {
    let output = ''
    let timedOut = false
    const clock = limitMs && setTimeout(() => (timedOut = child.kill()), limitMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    }
    child.on('error', (error) => settle({ code: 127, output: `${command}: ${error.message}` }))
    child.on('close', (code) => {
      clearTimeout(clock)
      settle({ code: timedOut ? 124 : (code ?? 1), output })
    })
  })
}
