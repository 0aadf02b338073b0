/** The Chromium switches that a machine needs: none on a desktop with a person and a GPU. */

const SMALL_SHARED_MEMORY_BYTES = 512 * 1024 * 1024

/** WebGPU on Chromium's own software Vulkan: for tests and for machines without a GPU. */
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-vulkan-surface',
]

/**
 * The switches to start Electron with.
 * @param {import('./machine.mjs').Machine} machine
 * @param {object} [options]
 * @param {boolean} [options.software] WebGPU in software even where there is a GPU, so that tests are alike everywhere
 * @returns {string[]}
 */
export function chromiumSwitches(machine, { software = false } = {}) {
  if (machine.platform !== 'linux') return software ? [...SOFTWARE_WEBGPU] : []
  const withoutGpu = machine.display === 'none' && !machine.hasGpu
  return [
    ...(machine.isRoot ? ['--no-sandbox'] : []),
    ...(software || withoutGpu ? SOFTWARE_WEBGPU : []),
    ...(machine.sharedMemoryBytes < SMALL_SHARED_MEMORY_BYTES ? ['--disable-dev-shm-usage'] : []),
    ...(machine.display === 'wayland' && !software ? ['--ozone-platform-hint=auto'] : []),
  ]
}

/**
 * What the lab is asked to do: without a display and without a batch to run, it plays its demonstration.
 * @param {readonly string[]} given the words after `npm start --`
 * @param {import('./machine.mjs').Machine} machine
 * @returns {string[]}
 */
export function labArguments(given, machine) {
  const verb = given.find((word) => !word.startsWith('-'))
  const playsDemo = machine.display === 'none' && verb !== 'run' && verb !== 'demo'
  return playsDemo ? ['demo', ...given] : [...given]
}
