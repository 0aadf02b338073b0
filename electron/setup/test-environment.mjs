/** What tests are told about the Electron and the browser they run in, as environment variables. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromiumSwitches } from './switches.mjs'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * For programs that start the Electron: LAB_ELECTRON is its executable, LAB_SWITCHES a JSON array.
 * @param {import('./find-electron.mjs').Electron} electron
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Record<string, string>}
 */
export function electronForTests(electron, machine) {
  return {
    LAB_ELECTRON: electron.executable,
    LAB_SWITCHES: JSON.stringify(chromiumSwitches(machine, { software: true })),
  }
}

/**
 * For WebGPU in Node: the software Vulkan that lies beside the Electron.
 * @param {import('./find-electron.mjs').Electron} electron
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<string, string>} nothing where there is none, or where the person has named one
 */
export function softwareVulkan(electron, env = process.env) {
  const file = join(electron.folder, 'vk_swiftshader_icd.json')
  return env.VK_ICD_FILENAMES || !existsSync(file) ? {} : { VK_ICD_FILENAMES: file }
}

/**
 * For page tests: CHROMIUM is the executable of a current Chromium, the first that PATH has.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Record<string, string>} nothing where there is none, or where the person has named one
 */
export function browserForTests(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter)
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    existsSync,
  )
  return env.CHROMIUM || found === undefined ? {} : { CHROMIUM: found }
}
