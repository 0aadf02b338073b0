import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../convolution/cases'
import { chooseVariant } from './variants'

const KIB = 1024

function choose(row: Partial<Case>, wanted = 'auto', sharedBytes = 16 * KIB) {
  const base: Case = { name: 'layer', input: [3, 40, 40], weights: [4, 3, 3, 3] }
  return chooseVariant(loadCase({ ...base, ...row }).convolution, wanted, sharedBytes)
}

describe('auto', () => {
  it('takes tiles where output channels share an input window', () => {
    expect(choose({})).toMatchObject({
      name: 'wgsl-tiled-16x16',
      reason: { kind: 'shared-window' },
    })
  })

  it('takes the direct shader for depthwise layers', () => {
    const depthwise = choose({ weights: [3, 1, 3, 3], settings: { groups: 3 } })
    expect(depthwise).toMatchObject({
      name: 'wgsl-direct-8x8',
      reason: { kind: 'one-output' },
    })
  })

  it('takes the direct shader for outputs that are too low for a tile', () => {
    expect(choose({ input: [3, 5, 40] }).name).toBe('wgsl-direct-8x8')
    expect(choose({ input: [3, 6, 40] }).name).toBe('wgsl-tiled-16x16')
  })

  it('takes the direct shader where the window does not fit', () => {
    const wide = choose({ input: [3, 200, 200], settings: { stride: { y: 5, x: 5 } } })
    expect(wide).toMatchObject({
      name: 'wgsl-direct-8x8',
      reason: { kind: 'large-window' },
    })
  })
})

describe('by name', () => {
  it.each([
    ['wgsl-direct', 'wgsl-direct-8x8'],
    ['wgsl-direct-8x8', 'wgsl-direct-8x8'],
    ['wgsl-tiled', 'wgsl-tiled-16x16'],
    ['wgsl-tiled-16x16', 'wgsl-tiled-16x16'],
  ])('%s is %s', (wanted, name) => {
    expect(choose({}, wanted)).toMatchObject({ name, reason: { kind: 'asked' } })
  })

  it('refuses a name that does not exist, with those that do', () => {
    expect(() => choose({}, 'wgsl-winograd')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message:
          'WebGPU has no variant "wgsl-winograd"; there are wgsl-direct-8x8 and wgsl-tiled-16x16, and auto.',
      }),
    )
  })

  it('refuses what tiles do not cover and names the variant that does', () => {
    const wide = { input: [3, 200, 200], settings: { stride: { y: 5, x: 5 } } } as const
    expect(() => choose(wide, 'wgsl-tiled')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message: expect.stringMatching(/78×78 values.*16\.0 KiB.*wgsl-direct-8x8 covers it\.$/),
      }),
    )
  })

  it('keeps to a device with less workgroup memory', () => {
    expect(() => choose({}, 'wgsl-tiled', 2 * KIB)).toThrow(/2\.0 KiB can be used here/)
  })
})
