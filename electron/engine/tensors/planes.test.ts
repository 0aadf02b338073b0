import { describe, expect, test } from 'vitest'
import { FaultError } from '../../contract/faults'
import { createRandom, randomValues } from '../../contract/random'
import type { Tensor } from '../engine'
import { LUMA_WEIGHTS, lumaPlane } from '../pictures/luma'
import { fittedSize, planeOf, type PlaneWindow } from './planes'

function counting(channels: number, height: number, width: number): Tensor {
  const data = new Float32Array(channels * height * width).map((_, at) => at)
  return { shape: { channels, height, width }, data }
}

const window = (maxWidth: number, maxHeight: number, region: PlaneWindow['region'] = null) => ({
  region,
  maxWidth,
  maxHeight,
})

const valuesOf = (tensor: Tensor, channel: number, within: PlaneWindow): number[] =>
  Array.from(planeOf(tensor, channel, within).values)

describe('size', () => {
  test.each([
    [
      [10, 20],
      [100, 100],
      [10, 20],
    ],
    [
      [1080, 1920],
      [480, 270],
      [270, 480],
    ],
    [
      [1080, 1920],
      [480, 1000],
      [270, 480],
    ],
    [
      [400, 600],
      [256, 256],
      [171, 256],
    ],
    [
      [3, 1000],
      [100, 100],
      [1, 100],
    ],
    [
      [1000, 3],
      [7, 7],
      [7, 1],
    ],
    [
      [5, 5],
      [1, 1],
      [1, 1],
    ],
  ] as const)('%j within %j is %j', ([height, width], [maxWidth, maxHeight], expected) => {
    const size = fittedSize({ height, width }, { maxWidth, maxHeight })
    expect([size.height, size.width]).toEqual(expected)
  })
})

describe('values', () => {
  test('1:1 is an exact copy, of any channel and region', () => {
    const tensor = counting(2, 3, 4)
    expect(valuesOf(tensor, 1, window(4, 3))).toEqual([
      12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    ])
    const region = { y: 1, x: 2, height: 2, width: 2 }
    expect(valuesOf(tensor, 0, window(9, 9, region))).toEqual([6, 7, 10, 11])
    tensor.data.set([-0, NaN, Infinity, 0.1])
    expect(valuesOf(tensor, 0, window(4, 1, { y: 0, x: 0, height: 1, width: 4 }))).toEqual([
      -0,
      NaN,
      Infinity,
      Math.fround(0.1),
    ])
  })

  test('half the size is the mean of four', () => {
    expect(valuesOf(counting(1, 2, 4), 0, window(2, 1))).toEqual([2.5, 4.5])
  })

  test('three pixels on two: the middle one is shared', () => {
    const row = { shape: { channels: 1, height: 1, width: 3 }, data: new Float32Array([0, 6, 30]) }
    expect(valuesOf(row, 0, window(2, 1))).toEqual([2, 22])
    const column = { ...row, shape: { channels: 1, height: 3, width: 1 } }
    expect(valuesOf(column, 0, window(1, 2))).toEqual([2, 22])
  })

  test('any size: every pixel counts once, so the mean stays', () => {
    const random = createRandom('planes')
    for (const [height, width, size] of [
      [37, 53, 11],
      [101, 29, 13],
      [64, 64, 7],
    ] as const) {
      const data = randomValues(random, height * width)
      const tensor = { shape: { channels: 1, height, width }, data }
      const { values } = planeOf(tensor, 0, window(size, size))
      const mean = (of: Float32Array): number =>
        of.reduce((sum, value) => sum + value, 0) / of.length
      expect(mean(values)).toBeCloseTo(mean(data), 6)
    }
  })

  test('a box filter written the slow way agrees', () => {
    const random = createRandom('slow boxes')
    const [height, width] = [23, 31]
    const tensor = {
      shape: { channels: 1, height, width },
      data: randomValues(random, height * width),
    }
    const plane = planeOf(tensor, 0, window(12, 9))
    const overlap = (n: number, pixel: number, scale: number): number =>
      Math.max(0, Math.min((n + 1) * scale, pixel + 1) - Math.max(n * scale, pixel))
    const [scaleY, scaleX] = [height / plane.height, width / plane.width]
    const slow = plane.values.map((_, at) => {
      const [y, x] = [Math.floor(at / plane.width), at % plane.width]
      return tensor.data.reduce((sum, value, pixel) => {
        const share =
          overlap(y, Math.floor(pixel / width), scaleY) * overlap(x, pixel % width, scaleX)
        return sum + (value * share) / (scaleY * scaleX)
      }, 0)
    })
    expect(plane.values.length).toBe(9 * 12)
    plane.values.forEach((value, at) => expect(value).toBeCloseTo(slow[at]!, 6))
  })

  test('a NaN shows in every value that covers it, and nowhere else', () => {
    const tensor = counting(1, 4, 4)
    tensor.data[5] = NaN
    expect(valuesOf(tensor, 0, window(2, 2))).toEqual([NaN, 4.5, 10.5, 12.5])
  })

  test('an infinity beside a box does not leak into it', () => {
    const row = {
      shape: { channels: 1, height: 1, width: 4 },
      data: new Float32Array([1, 3, Infinity, 1]),
    }
    expect(valuesOf(row, 0, window(2, 1))).toEqual([2, Infinity])
  })
})

describe('luma', () => {
  const grey = (colour: readonly number[], luma: 'bt601' | 'bt709'): number => {
    const tensor = { shape: { channels: 3, height: 1, width: 1 }, data: Float32Array.from(colour) }
    return planeOf(tensor, luma, window(1, 1)).values[0]!
  }

  test("the deck's equal-grey pair", () => {
    expect(grey([255, 0, 0], 'bt601')).toBeCloseTo(76.2, 1)
    expect(grey([0, 130, 0], 'bt601')).toBeCloseTo(76.3, 1)
    expect(grey([255, 0, 0], 'bt709')).toBeCloseTo(54.2, 1)
    expect(grey([0, 130, 0], 'bt709')).toBeCloseTo(93.0, 1)
  })

  test('the weights of each luma sum to 1', () => {
    for (const weights of Object.values(LUMA_WEIGHTS)) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    }
  })

  test('the plane at full size is lumaPlane', () => {
    const tensor = {
      shape: { channels: 3, height: 5, width: 7 },
      data: randomValues(createRandom('luma'), 105),
    }
    expect(planeOf(tensor, 'bt2020', window(7, 5)).values).toEqual(lumaPlane(tensor, 'bt2020'))
  })

  test('needs three channels', () => {
    expect(() => planeOf(counting(1, 2, 2), 'bt601', window(2, 2))).toThrow(
      'A luma needs the three channels R, G, B; this picture has 1.',
    )
  })
})

describe('what is not there', () => {
  const fault = (channel: number, within: PlaneWindow): string => {
    try {
      planeOf(counting(2, 3, 4), channel, within)
    } catch (error) {
      if (error instanceof FaultError) return `${error.code}: ${error.message}`
      throw error
    }
    return 'accepted'
  }

  test('channels', () => {
    for (const channel of [2, -1, 0.5, NaN]) {
      expect(fault(channel, window(4, 3))).toBe(
        `not-found: There is no channel ${channel}; the tensor has 2, counted from 0.`,
      )
    }
  })

  test('regions', () => {
    for (const region of [
      { y: 2, x: 0, height: 2, width: 1 },
      { y: 0, x: -1, height: 1, width: 1 },
      { y: 0, x: 0, height: 0, width: 1 },
      { y: 0, x: 0.5, height: 1, width: 1 },
    ]) {
      expect(fault(0, window(4, 3, region))).toMatch(/^forbidden: The region .+ does not lie in/)
    }
  })

  test('sizes', () => {
    expect(fault(0, window(0, 3))).toBe(
      'forbidden: A plane of 0 × 3 pixels cannot be shown; ask for at least 1 × 1.',
    )
    expect(fault(0, window(NaN, 3))).toMatch(/^forbidden/)
  })
})
