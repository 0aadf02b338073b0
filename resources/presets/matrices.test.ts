import { describe, expect, it } from 'vitest'
import { presetLayer } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import { GROUPED_PRESETS, presetById } from '.'

const layerOf = (id: string, channels = 1): Layer =>
  presetLayer(presetById(id), channels, DEFAULT_SETTINGS)
const numbers = (text: string): number[] =>
  text.split(/[ ;]/).map((word) => Math.fround(Number(word)))
const total = (values: Iterable<number>): number =>
  [...values].reduce((sum, value) => sum + value, 0)

/** As the books print them, for cross-correlation. */
const SPATIAL = {
  identity: '0 0 0;0 1 0;0 0 0',
  shift: '0 0 0;1 0 0;0 0 0',
  sharpen: '0 -1 0;-1 5 -1;0 -1 0',
  'laplacian-8': '-1 -1 -1;-1 8 -1;-1 -1 -1',
  'laplacian-4': '0 -1 0;-1 4 -1;0 -1 0',
  'log-5': '0 0 -1 0 0;0 -1 -2 -1 0;-1 -2 16 -2 -1;0 -1 -2 -1 0;0 0 -1 0 0',
  'sobel-x': '-1 0 1;-2 0 2;-1 0 1',
  'sobel-y': '-1 -2 -1;0 0 0;1 2 1',
  'prewitt-x': '-1 0 1;-1 0 1;-1 0 1',
  'prewitt-y': '-1 -1 -1;0 0 0;1 1 1',
  'scharr-x': '-3 0 3;-10 0 10;-3 0 3',
  'scharr-y': '-3 -10 -3;0 0 0;3 10 3',
  roberts: '1 0;0 -1',
  'roberts-other': '0 1;-1 0',
  emboss: '-2 -1 0;-1 1 1;0 1 2',
}
/** Rows are outputs, columns are R, G, B. */
const COLOUR = {
  'luma-bt601': '.299 .587 .114',
  'luma-bt709': '.2126 .7152 .0722',
  'luma-bt2020': '.2627 .6780 .0593',
  'rgb-to-ycbcr': '.299 .587 .114;-.168736 -.331264 .5;.5 -.418688 -.081312',
  'ycbcr-to-rgb': '1 0 1.402;1 -.344136 -.714136;1 1.772 0',
  'rgb-to-ycbcr-709': '.2126 .7152 .0722;-.114572 -.385428 .5;.5 -.454153 -.045847',
  sepia: '.393 .769 .189;.349 .686 .168;.272 .534 .131',
  ycocg: '.25 .5 .25;.5 0 -.5;-.25 .5 -.25',
  invert: '-1 0 0;0 -1 0;0 0 -1',
  'swap-green-blue': '1 0 0;0 0 1;0 1 0',
}

it.each(Object.entries({ ...SPATIAL, ...COLOUR }))('%s has its printed numbers', (id, text) => {
  expect([...layerOf(id).weights.data]).toEqual(numbers(text))
})

it('Frei–Chen y is x turned over its diagonal, √2 in the middle', () => {
  const [x, y] = ['frei-chen-x', 'frei-chen-y'].map((id) => layerOf(id).weights.data)
  expect([...y!]).toEqual([0, 3, 6, 1, 4, 7, 2, 5, 8].map((at) => x![at]))
  expect(y![1]).toBe(-Math.fround(Math.SQRT2))
  expect(total(y!)).toBeCloseTo(0, 6)
})

describe('layers that are timed', () => {
  it('have their sizes, and seeded numbers within ±1/√(I·kh·kw)', () => {
    const shapes = GROUPED_PRESETS.timed.map(({ id }) => layerOf(id, 6).weights.shape)
    expect(shapes).toEqual([
      [100, 100, 5, 5],
      [64, 3, 7, 7],
      [64, 64, 3, 3],
      [256, 256, 1, 1],
      [6, 1, 3, 3],
    ])
    const { data } = layerOf('timed-100-5x5').weights
    expect(Math.max(...data.slice(0, 100_000))).toBeLessThan(0.02)
    expect(Math.max(...data.slice(0, 100_000))).toBeGreaterThan(0.0199)
    expect(total(data) / data.length).toBeCloseTo(0, 4)
    expect(layerOf('timed-100-5x5').weights.data).toEqual(data)
  })

  it('keep the lecture’s 64 × 64, and halve by their stride', () => {
    expect(layerOf('timed-100-5x5')).toMatchObject({ padding: 'same', paddingMode: 'zero' })
    expect(layerOf('timed-stem-7x7')).toMatchObject({ stride: { y: 2, x: 2 }, groups: 1 })
    expect(layerOf('timed-depthwise-3x3', 6).groups).toBe(6)
  })
})
