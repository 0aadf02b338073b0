/** How to call npm from a script, with the settings of the outer npm that must not leak into it left out. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Settings of `npm start --silent` and the like, which npm hands to its children as variables. */
const NOT_INHERITED = [
  'npm_config_loglevel',
  'npm_config_json',
  'npm_config_prefix',
  'npm_config_local_prefix',
  'npm_config_global',
  'npm_config_omit',
  'npm_config_production',
  'npm_config_dry_run',
  'npm_config_package_lock',
  'npm_config_ignore_scripts',
  'NODE_ENV',
]

/**
 * The program and first arguments that run npm.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{command: string, args: string[]}}
 */
export function npmCommand(env = process.env) {
  const beside = dirname(realpathSync(process.execPath))
  const scripts = [
    env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = scripts.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path))
  return script ? { command: process.execPath, args: [script] } : { command: 'npm', args: [] }
}

/**
 * The environment for an npm that runs inside an npm script.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_INHERITED.includes(name)))
}
