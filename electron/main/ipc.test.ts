import { describe, expect, test, vi } from 'vitest'
import { DEFAULT_SETTINGS } from '../contract/spec'
import { parseArguments } from './ipc'

vi.mock('electron', () => ({ ipcMain: {}, app: {} }))

const compare = {
  picture: 'picture-1',
  engines: ['cpu'],
  variant: 'auto',
  threads: 0,
  warmup: 0,
  runs: 1,
  layer: {
    ...DEFAULT_SETTINGS,
    weights: { shape: [1, 1, 1, 1], data: Float32Array.of(1) },
    bias: null,
  },
}

describe('arguments of a request', () => {
  test('become fresh objects, without what nobody asked for', () => {
    const given = { ...compare, more: 1 }
    const [id, parsed] = parseArguments('compare', ['job', given])
    expect(id).toBe('job')
    expect(parsed).toEqual(compare)
    expect(parsed).not.toBe(given)
  })

  test('bytes are copied out of whatever held them', () => {
    const whole = Uint8Array.of(1, 2, 3, 4)
    const [, bytes] = parseArguments('openBytes', ['a.png', whole.subarray(1, 3)])
    expect(bytes).toEqual(Uint8Array.of(2, 3))
    expect((bytes as Uint8Array).buffer).not.toBe(whole.buffer)
  })

  test.each([
    ['too many', 'machine', [1]],
    ['too few', 'openSample', []],
    ['another type', 'openSample', [7]],
    ['text for bytes', 'openBytes', ['a.png', 'text']],
    ['a value that is none', 'changeSettings', [{ theme: 'pink' }]],
    ['no engine', 'compare', ['job', { ...compare, engines: [] }]],
    ['too many runs', 'compare', ['job', { ...compare, runs: 1e6 }]],
    [
      'three sizes',
      'compare',
      [
        'job',
        { ...compare, layer: { ...compare.layer, weights: { shape: [1, 1, 1], data: null } } },
      ],
    ],
  ] as const)('%s: refused', (_what, name, args) => {
    expect(() => parseArguments(name, args)).toThrow(`The request ${name} was refused: argument`)
  })
})
