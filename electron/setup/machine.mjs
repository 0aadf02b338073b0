/** What this machine has, as far as starting Electron depends on it. */
import { existsSync, readdirSync, statfsSync } from 'node:fs'

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {'x11' | 'wayland' | 'native' | 'none'} display 'native' on Windows and macOS
 * @property {boolean} hasGpu whether the kernel offers a graphics device (Linux), else taken as given
 * @property {number} sharedMemoryBytes size of /dev/shm; Infinity where there is no such limit
 */

/**
 * Look at this machine.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Machine}
 */
export function thisMachine(env = process.env) {
  const platform = process.platform
  return {
    platform,
    isRoot: process.getuid?.() === 0,
    display: displayOf(platform, env),
    hasGpu: platform !== 'linux' || hasRenderNode(),
    sharedMemoryBytes: platform === 'linux' ? sizeOf('/dev/shm') : Infinity,
  }
}

/**
 * The display that windows open on.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {Machine['display']}
 */
export function displayOf(platform, env) {
  if (platform !== 'linux') return 'native'
  if (env.DISPLAY) return 'x11'
  return env.WAYLAND_DISPLAY ? 'wayland' : 'none'
}

function hasRenderNode() {
  return (
    existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => /^(card|renderD)/.test(name))
  )
}

function sizeOf(folder) {
  if (!existsSync(folder)) return 0
  const { blocks, bsize } = statfsSync(folder)
  return blocks * bsize
}
