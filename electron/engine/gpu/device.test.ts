import { describe, expect, it } from 'vitest'
import { createGpuEngine } from './engine'

const failing = (message: string) => async () => {
  throw new Error(message)
}
const gpuWith = (requestAdapter: () => Promise<unknown>) => ({ requestAdapter }) as unknown as GPU

const CPU = 'The CPU engine does all of this without it.'

describe('why there is no WebGPU', () => {
  it.each([
    ['no navigator.gpu', undefined, `WebGPU is not there: this page has no navigator.gpu. ${CPU}`],
    [
      'no adapter',
      gpuWith(async () => null),
      `WebGPU is there, but it found no adapter: no graphics driver that it can use. ${CPU}`,
    ],
    [
      'a failing search',
      gpuWith(failing('blocked by policy.')),
      `WebGPU failed to look for an adapter: blocked by policy. ${CPU}`,
    ],
    [
      'a refused device',
      gpuWith(async () => ({
        info: { vendor: 'acme', architecture: 'one' },
        limits: {},
        features: new Set(),
        requestDevice: failing('out of handles'),
      })),
      `The adapter "acme one" refused to open a device: out of handles. ${CPU}`,
    ],
  ])('%s', async (_, gpu, message) => {
    await expect(createGpuEngine(gpu)).rejects.toMatchObject({ code: 'gpu-unavailable', message })
  })
})
