/** Runs the program that set-up was for: its output, its exit code and our signals pass through. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import { noiseFilter } from './chromium-noise.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const PATIENCE_MS = 10_000

/**
 * Run a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.withoutNoise] leave out what Chromium prints for want of a desktop and a GPU
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it
 */
export function runToEnd(command, args, { cwd, env, withoutNoise = false } = {}) {
  const stdio = ['inherit', 'inherit', withoutNoise ? 'pipe' : 'inherit']
  const child = spawn(command, args, { cwd, env, stdio })
  if (withoutNoise) passLines(child.stderr)
  const stopForwarding = forwardSignals(child)
  return new Promise((settle, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => {
      stopForwarding()
      settle(code ?? 128 + constants.signals[signal])
    })
  })
}

function passLines(stream) {
  const saysSomething = noiseFilter()
  createInterface({ input: stream }).on('line', (line) => {
    if (saysSomething(line)) process.stderr.write(`${line}\n`)
  })
}

/** A program that does not heed the signal is killed after a while. */
function forwardSignals(child) {
  const forward = (signal) => {
    child.kill(signal)
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  }
  for (const signal of SIGNALS) process.on(signal, forward)
  return () => SIGNALS.forEach((signal) => process.off(signal, forward))
}
