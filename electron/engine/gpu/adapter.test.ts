import { describe, expect, it } from 'vitest'
import { describeAdapter } from './adapter'

const info = (words: Partial<GPUAdapterInfo>) =>
  ({ vendor: '', architecture: '', device: '', description: '', ...words }) as GPUAdapterInfo
const adapter = (parts: object) => parts as GPUAdapter

describe('describeAdapter', () => {
  it.each([
    [{ vendor: 'google', architecture: 'swiftshader' }, 'google swiftshader'],
    [
      { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
      'llvmpipe (LLVM 15.0.6, 256 bits)',
    ],
    [{ vendor: 'microsoft', architecture: 'warp' }, 'microsoft warp'],
    [{ description: 'Microsoft Basic Render Driver' }, 'Microsoft Basic Render Driver'],
  ])('knows %o for software', async (words, name) => {
    expect(await describeAdapter(adapter({ info: info(words) }))).toEqual({
      adapter: name,
      software: true,
    })
  })

  it('calls a graphics card a GPU', async () => {
    const nvidia = adapter({ info: info({ vendor: 'nvidia', architecture: 'ampere' }) })
    expect(await describeAdapter(nvidia)).toEqual({ adapter: 'nvidia ampere', software: false })
  })

  it('asks an older Chromium, which has no info but a call for it', async () => {
    const words = info({ vendor: 'google', architecture: 'swiftshader' })
    const older = adapter({ isFallbackAdapter: true, requestAdapterInfo: async () => words })
    expect(await describeAdapter(older)).toEqual({ adapter: 'google swiftshader', software: true })
  })

  it('believes an adapter that says it is a fallback', async () => {
    const fallback = adapter({ info: info({ vendor: 'acme', isFallbackAdapter: true }) })
    expect(await describeAdapter(fallback)).toMatchObject({ software: true })
  })

  it('has a name for one that tells nothing', async () => {
    expect(await describeAdapter(adapter({}))).toEqual({
      adapter: 'unnamed adapter',
      software: false,
    })
  })
})
