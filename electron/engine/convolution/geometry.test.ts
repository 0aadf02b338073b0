import { describe, expect, test } from 'vitest'
import { FaultError } from '../../contract/faults'
import { DEFAULT_SETTINGS, type Geometry, type LayerSettings } from '../../contract/spec'
import { resolveGeometry } from './geometry'
import { resolveSpec } from './spec'

type Sizes = readonly [number, number, number]

function geometry(
  input: Sizes,
  weights: readonly number[],
  settings: Partial<LayerSettings> = {},
): Geometry {
  const [channels, height, width] = input
  const shape = { channels, height, width }
  return resolveGeometry(resolveSpec({ ...DEFAULT_SETTINGS, ...settings }, weights, shape))
}

function fault(make: () => unknown): { code: string; message: string } {
  try {
    make()
  } catch (error) {
    if (error instanceof FaultError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('nothing was refused')
}

describe('sizes', () => {
  const size = (...args: Parameters<typeof geometry>) => {
    const { output } = geometry(...args)
    return [output.channels, output.height, output.width]
  }

  test('the deck: 3×3 and 2×2 give 2×2', () => {
    expect(size([2, 3, 3], [3, 2, 2, 2])).toEqual([3, 2, 2])
  })

  test('stride rounds down', () => {
    expect(size([1, 8, 9], [1, 1, 3, 3], { stride: { y: 2, x: 2 } })).toEqual([1, 3, 4])
  })

  test('dilation, padding on four sides and stride together', () => {
    // y: ⌊(10 + 1 + 2 − 2·2 − 1)/3⌋ + 1 = 3; x: ⌊(11 + 4 + 3 − 3·(4−1) − 1)/2⌋ + 1 = 5
    const settings = {
      stride: { y: 3, x: 2 },
      dilation: { y: 2, x: 3 },
      padding: { top: 1, right: 3, bottom: 2, left: 4 },
    }
    expect(size([2, 10, 11], [4, 2, 3, 4], settings)).toEqual([4, 3, 5])
  })

  test('`same` keeps the size for odd and even kernels with dilation', () => {
    for (const kernel of [1, 2, 3, 4, 5]) {
      const settings = { padding: 'same', dilation: { y: 2, x: 3 } } as const
      expect(size([1, 20, 30], [1, 1, kernel, kernel], settings)).toEqual([1, 20, 30])
    }
  })

  test('all derived numbers', () => {
    const found = geometry([4, 10, 12], [6, 2, 3, 5], { groups: 2, dilation: { y: 2, x: 1 } })
    expect(found).toMatchObject({
      output: { channels: 6, height: 6, width: 8 },
      effectiveKernel: { height: 5, width: 5 },
      paddedInput: { height: 10, width: 12 },
      inChannelsPerGroup: 2,
      outChannelsPerGroup: 3,
      macs: 6 * 2 * 3 * 5 * 6 * 8,
      parameters: 6 * 2 * 3 * 5 + 6,
    })
  })

  test("the deck's cost: 1.024 G multiply-adds", () => {
    expect(geometry([100, 68, 68], [100, 100, 5, 5]).macs).toBe(1.024e9)
  })
})

describe('what cannot be is refused in a sentence', () => {
  const refused = (...args: Parameters<typeof geometry>) => fault(() => geometry(...args))

  test('a kernel that is larger than the input', () => {
    expect(refused([1, 7, 12], [1, 1, 9, 3])).toEqual({
      code: 'bad-spec',
      message:
        'Kernel height 9 is larger than the padded input height 7; make it smaller or add 2 of padding.',
    })
    expect(
      refused([1, 9, 4], [1, 1, 3, 7], { padding: { top: 0, right: 1, bottom: 0, left: 1 } }),
    ).toMatchObject({
      message:
        'Kernel width 7 is larger than the padded input width 6; make it smaller or add 1 of padding.',
    })
  })

  test('a kernel that dilation makes too large', () => {
    expect(refused([1, 8, 8], [1, 1, 3, 3], { dilation: { y: 4, x: 1 } })).toMatchObject({
      message:
        'Kernel height 3 with dilation 4 spans 9 and is larger than the padded input height 8; ' +
        'make it smaller or add 1 of padding.',
    })
  })

  test.each([
    ['reflect', 'Reflect padding left 4 is more than 3, the most that an input width of 4 gives.'],
    [
      'symmetric',
      'Symmetric padding left 5 is more than 4, the most that an input width of 4 gives.',
    ],
    [
      'circular',
      'Circular padding left 5 is more than 4, the most that an input width of 4 gives.',
    ],
  ] as const)('%s padding beyond what there is to repeat', (paddingMode, message) => {
    const left = paddingMode === 'reflect' ? 4 : 5
    const settings = { paddingMode, padding: { top: 0, right: 0, bottom: 0, left } }
    expect(refused([1, 4, 4], [1, 1, 1, 1], settings)).toEqual({ code: 'bad-spec', message })
    const fitting = { ...settings, padding: { ...settings.padding, left: left - 1 } }
    expect(geometry([1, 4, 4], [1, 1, 1, 1], fitting).output.width).toBe(4 + left - 1)
  })

  test('the same on the other sides', () => {
    const sides = { top: 0, right: 0, bottom: 0, left: 0 }
    const message = (side: Partial<typeof sides>): string =>
      refused([1, 3, 4], [1, 1, 1, 1], { paddingMode: 'reflect', padding: { ...sides, ...side } })
        .message
    expect(message({ top: 3 })).toMatch(/^Reflect padding top 3 is more than 2, .+height of 3/)
    expect(message({ bottom: 3 })).toMatch(
      /^Reflect padding bottom 3 is more than 2, .+height of 3/,
    )
    expect(message({ right: 4 })).toMatch(/^Reflect padding right 4 is more than 3, .+width of 4/)
  })

  test('a result beyond 1 GiB', () => {
    expect(refused([1, 16384, 16384], [2, 1, 1, 1])).toEqual({
      code: 'out-of-memory',
      message:
        'The result would hold 536870912 values, more than 268435456 (1 GiB); ' +
        'use fewer output channels or a larger stride.',
    })
  })
})
