import { describe, expect, it } from 'vitest'
import { createTask, macsOf, parseShape } from './shape'
import { SUITE } from './suite'
import { UsageError } from './usage'

const LEAST = { ci: 4, co: 6, kh: 3, kw: 5, h: 20, w: 30 }

describe('a shape in JSON', () => {
  it('needs six numbers and takes stride 1, dilation 1, no padding and one group otherwise', () => {
    expect(parseShape(JSON.stringify(LEAST))).toEqual({
      name: '4→6 k3×5 30×20',
      why: 'asked for',
      input: { channels: 4, height: 20, width: 30 },
      outChannels: 6,
      kernel: { height: 3, width: 5 },
      stride: { y: 1, x: 1 },
      dilation: { y: 1, x: 1 },
      padding: { top: 0, right: 0, bottom: 0, left: 0 },
      groups: 1,
    })
  })

  it('takes y before x, and the sides top, right, bottom, left', () => {
    const text = JSON.stringify({
      ...LEAST,
      stride: [2, 3],
      dilation: [1, 2],
      pad: [0, 1, 2, 3],
      groups: 2,
    })
    expect(parseShape(text)).toMatchObject({
      name: '4→6 k3×5 30×20 stride 2×3 dilation 1×2 pad 0,1,2,3 groups 2',
      stride: { y: 2, x: 3 },
      dilation: { y: 1, x: 2 },
      padding: { top: 0, right: 1, bottom: 2, left: 3 },
      groups: 2,
    })
  })

  it.each([
    ['{"ci":', '--shape: {"ci": is not JSON.'],
    ['[1]', '--shape: [1] is not an object.'],
    [{ ...LEAST, h: undefined }, '--shape: "h" is missing.'],
    [{ ...LEAST, kw: 0 }, '--shape: "kw" is 0, not a whole number from 1 to 1048576.'],
    [{ ...LEAST, ci: '3' }, '--shape: "ci" is "3", not a whole number from 1 to 1048576.'],
    [{ ...LEAST, stride: 2 }, '--shape: "stride" is 2, not a list of 2 numbers.'],
    [{ ...LEAST, pad: [1, 1] }, '--shape: "pad" is [1,1], not a list of 4 numbers.'],
    [
      { ...LEAST, pad: [1, -1, 0, 0] },
      '--shape: "pad" is -1, not a whole number from 0 to 1048576.',
    ],
    [{ ...LEAST, rank: 3 }, '--shape: "rank" is 3, not 1 or 2.'],
    [{ ...LEAST, groups: 3 }, '--shape: groups 3 does not divide ci 4.'],
    [{ ...LEAST, co: 5, groups: 2 }, /^--shape: Groups 2 does not divide the 5 output channels\.$/],
    [{ ...LEAST, kh: 21 }, /^--shape: Kernel height 21 is larger than the padded input height 20;/],
    [{ ...LEAST, padding: 1 }, /^--shape: "padding" is not part of a shape; those are ci, co, /],
  ])('refuses %j in one sentence', (value, sentence) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    expect(() => parseShape(text)).toThrow(UsageError)
    expect(() => parseShape(text)).toThrow(sentence)
  })

  it('has kernels of a rank that is asked for', () => {
    const one = parseShape(JSON.stringify({ ...LEAST, rank: 1 }))
    expect(one.name).toBe('4→6 k3×5 30×20 rank 1')
    // Of rank 1 every 2×2 minor is 0: w00·w11 = w01·w10.
    const { weights } = createTask(one).convolution
    const at = (y: number, x: number) => weights[15 + y * 5 + x] ?? NaN
    expect(at(0, 0) * at(1, 1)).toBeCloseTo(at(0, 1) * at(1, 0), 6)
    expect(Math.abs(at(0, 0) * at(1, 1))).toBeGreaterThan(0.001)
  })

  it('has the same numbers in every process, and others for another shape', () => {
    const [one, again] = [parseShape(JSON.stringify(LEAST)), parseShape(JSON.stringify(LEAST))]
    const other = parseShape(JSON.stringify({ ...LEAST, w: 31 }))
    expect(createTask(one).input.data).toEqual(createTask(again).input.data)
    expect(createTask(one).input.data.slice(0, 9)).not.toEqual(
      createTask(other).input.data.slice(0, 9),
    )
  })
})

describe('the suite', () => {
  it('is what the words say, by its multiply-adds', () => {
    // worked out by hand: outputs × taps × channels per group
    const expected = {
      A: 100 * 64 * 64 * 100 * 25,
      B: 4 * 1920 * 1080 * 3 * 9,
      C: 8 * 1920 * 1080 * 3 * 25,
      D: 16 * 1280 * 720 * 3 * 49,
      E: 64 * 256 * 256 * 64,
      F: 3 * 1920 * 1080 * 3 * 225,
      G: 32 * 512 * 512 * 9,
      H: 16 * 512 * 512 * 16 * 9,
      I: 64 * 112 * 112 * 64 * 9,
      J: 64 * 109 * 109 * 3 * 49,
      K: 3840 * 2160 * 9,
      L: 1920 * 1080 * 961,
    }
    expect(Object.fromEntries(SUITE.map((shape) => [shape.name, macsOf(shape)]))).toEqual(expected)
    expect(expected.A).toBe(1_024_000_000)
  })
})
