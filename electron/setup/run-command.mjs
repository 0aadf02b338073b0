/** What the files that are commands have in common. */
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sayFault } from './say.mjs'

/**
 * Whether a module is the file that Node was started with.
 * @param {ImportMeta} meta
 * @returns {boolean}
 */
export function isMain(meta) {
  const started = process.argv[1]
  return started !== undefined && realpathSync(started) === fileURLToPath(meta.url)
}

/**
 * Run a command's work; every fault is told in words and becomes exit code 1.
 * @param {() => Promise<number | void>} work settles with the exit code; 0 when it settles with none
 */
export async function runCommand(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    for (const fault of error instanceof AggregateError ? error.errors : [error]) sayFault(fault)
    process.exitCode = 1
  }
}
