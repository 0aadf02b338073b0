/** What `npm test` consists of. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageScript } from './package-script.mjs'
import { countsOfPlaywright, countsOfVitest } from './test-counts.mjs'

/**
 * @typedef {object} Stage
 * @property {string} name the word that selects it
 * @property {string} title
 * @property {string[]} command arguments of Node
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {() => (import('./test-counts.mjs').Counts | undefined)} [counts] for stages that count tests: read after the
 *   stage has ended; undefined when it left no report
 */

/** The stages that only read the sources; they run two at a time. */
export const STATIC_NAMES = ['types', 'lint', 'format', 'build']
/** The stages that run tests; each has the machine for itself. */
export const TEST_NAMES = ['unit', 'stories']

/**
 * @param {string} root the project's folder
 * @returns {Stage[]}
 */
export function staticStages(root) {
  const script = (name, command) => packageScript(root, name, command)
  return [
    {
      name: 'types',
      title: 'Types',
      command: [script('vue-tsc'), '--noEmit', '-p', 'tsconfig.json'],
    },
    { name: 'lint', title: 'Lint', command: [script('eslint'), '.', '--max-warnings', '0'] },
    {
      name: 'format',
      title: 'Format',
      command: [script('prettier'), '--check', '--log-level', 'warn', '.'],
    },
    { name: 'build', title: 'Build', command: [join(import.meta.dirname, 'build.mjs')] },
  ]
}

/**
 * @param {string} root the project's folder
 * @param {string} reports a folder for the runners' reports
 * @param {readonly string[]} words handed to the runners: paths, filters
 * @returns {Stage[]}
 */
export function testStages(root, reports, words) {
  return [unitTests(root, join(reports, 'unit.json'), words), stories(root, reports, words)]
}

function unitTests(root, report, words) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name: 'unit',
    title: 'Unit, conformance and page tests',
    command: [packageScript(root, 'vitest'), 'run', ...reporters, ...words],
    counts: () => readReport(report, countsOfVitest),
  }
}

function stories(root, reports, words) {
  const report = join(reports, 'stories.json')
  const config = ['playwright.config.ts', 'e2e/playwright.config.ts'].find((name) =>
    existsSync(join(root, name)),
  )
  const options = ['--reporter=list,json', ...(config ? ['-c', config] : [])]
  return {
    name: 'stories',
    title: 'Stories in a real Electron',
    command: [packageScript(root, '@playwright/test', 'playwright'), 'test', ...options, ...words],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    counts: () => readReport(report, countsOfPlaywright),
  }
}

function readReport(file, countsOf) {
  return existsSync(file) ? countsOf(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
