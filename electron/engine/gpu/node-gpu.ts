/** WebGPU in Node, for tests only: the npm package `webgpu` on Electron's SwiftShader. */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A GPU to test on, or the sentence that says why there is none. */
export type NodeGpu =
  { readonly gpu: GPU; readonly absence: null } | { readonly gpu: null; readonly absence: string }

const ICD = 'vk_swiftshader_icd.json'

/**
 * Opens WebGPU and puts its constants (`GPUBufferUsage` …) on globalThis. On Linux it needs Electron's
 * SwiftShader: VK_ICD_FILENAMES (set by `npm test`), else what set-up has unpacked.
 */
export async function openNodeGpu(): Promise<NodeGpu> {
  if (process.platform === 'linux' && !process.env.VK_ICD_FILENAMES) {
    const icd = findIcd()
    if (!icd) {
      const absence = `VK_ICD_FILENAMES is not set and no Electron with ${ICD} is unpacked; run npm test`
      return { gpu: null, absence }
    }
    process.env.VK_ICD_FILENAMES = icd
  }
  const { create, globals } = await import('webgpu')
  Object.assign(globalThis, globals)
  const gpu = create([])
  if (await gpu.requestAdapter()) return { gpu, absence: null }
  return { gpu: null, absence: 'the npm package webgpu found no adapter here' }
}

/** In node_modules/electron, or in the cache folder of electron/setup. */
function findIcd(): string | undefined {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'convolution-lab')
  const unpacked = existsSync(cache)
    ? readdirSync(cache).filter((name) => /^electron-[\d.]+-linux-[a-z\d]+$/.test(name))
    : []
  const folders = [join('node_modules', 'electron', 'dist'), ...unpacked.map((n) => join(cache, n))]
  return folders.map((folder) => join(folder, ICD)).find((file) => existsSync(file))
}
