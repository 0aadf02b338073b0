import { describe, expect, it } from 'vitest'
import { presetLayer } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import { runReference } from '../../electron/engine/convolution/reference'
import { resolveConvolution } from '../../electron/engine/convolution/spec'
import { GROUPED_PRESETS, presetById, PRESETS } from '.'

/** Σ of the weights of each output, in f64. */
function sums({ weights }: Layer): number[] {
  const size = weights.data.length / weights.shape[0]
  return Array.from({ length: weights.shape[0] }, (_, output) =>
    weights.data
      .subarray(output * size, (output + 1) * size)
      .reduce((sum, value) => sum + value, 0),
  )
}

const layerOf = (id: string, channels = 1): Layer =>
  presetLayer(presetById(id), channels, DEFAULT_SETTINGS)

async function apply(layer: Layer, channels: number[][][]): Promise<number[][][]> {
  const shape = {
    channels: channels.length,
    height: channels[0]!.length,
    width: channels[0]![0]!.length,
  }
  const convolution = resolveConvolution(layer, shape)
  const input = { shape, data: Float32Array.from(channels.flat(2)) }
  const { output } = await runReference(convolution, input)
  const { height, width, channels: outputs } = convolution.geometry.output
  return Array.from({ length: outputs }, (_, o) =>
    Array.from({ length: height }, (_, y) =>
      Array.from(output.subarray((o * height + y) * width, (o * height + y + 1) * width)),
    ),
  )
}

describe('every preset', () => {
  it('has an id of its own in kebab case', () => {
    const ids = PRESETS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(ids.length).toBeGreaterThanOrEqual(24)
  })

  it.each(PRESETS)('$id: is a layer, and is named in both languages', (preset) => {
    const layer = presetLayer(preset, 3, DEFAULT_SETTINGS)
    const [outputs, inputs, height, width] = layer.weights.shape
    expect(layer.weights.data).toHaveLength(outputs * inputs * height * width)
    expect([...layer.weights.data].every(Number.isFinite)).toBe(true)
    expect(layer.bias).toHaveLength(outputs)
    if (preset.outputs) expect(preset.outputs).toHaveLength(outputs)
    expect(preset.use['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
    expect(preset.name.en && preset.name['zh-CN'] && preset.source).toBeTruthy()
  })
})

describe('sums', () => {
  const ONE = ['identity', 'shift', 'box-3', 'box-5', 'gaussian-3', 'gaussian-5', 'motion-5']
  const ALSO_ONE = ['sharpen', 'unsharp-5', 'emboss']
  const LUMAS = ['luma-bt601', 'luma-bt709', 'luma-bt2020', 'mean-of-channels']
  it.each([...ONE, ...ALSO_ONE, ...LUMAS])('%s sums to 1', (id) => {
    expect(sums(layerOf(id))[0]).toBeCloseTo(1, 6)
  })

  const ZERO = GROUPED_PRESETS.edges.filter(({ id }) => id !== 'kirsch').map(({ id }) => id)
  it.each([...ZERO, 'isoluminant-edge', 'kirsch', 'red-green-centre-surround'])(
    '%s gives 0 on a flat grey',
    (id) => {
      for (const sum of sums(layerOf(id))) expect(sum).toBeCloseTo(0, 5)
    },
  )

  it('of Laws are 0 but for L5L5, which is 256', () => {
    const [first, ...others] = sums(layerOf('laws-25'))
    expect(first).toBeCloseTo(256, 3)
    expect(others).toHaveLength(24)
    for (const sum of others) expect(sum).toBeCloseTo(0, 3)
  })

  it('of RGB → YCbCr are those of a brightness and two differences', () => {
    const [luma, blue, red] = sums(layerOf('rgb-to-ycbcr'))
    expect(luma).toBeCloseTo(1, 6)
    expect(blue).toBeCloseTo(0, 6)
    expect(red).toBeCloseTo(0, 6)
    expect([...layerOf('rgb-to-ycbcr').bias!]).toEqual([0, 0.5, 0.5])
  })

  it('of the demosaic are those of a mean', () => {
    for (const sum of sums(layerOf('malvar'))) expect(sum).toBeCloseTo(1, 6)
  })
})

describe('values', () => {
  it('of fractions and roots are the nearest f32', () => {
    expect(layerOf('box-3').weights.data[0]).toBe(Math.fround(1 / 9))
    expect(layerOf('frei-chen-x').weights.data[5]).toBe(Math.fround(Math.SQRT2))
    expect(layerOf('opponent').weights.data[0]).toBe(Math.fround(Math.SQRT1_2))
    expect(layerOf('gaussian-5').weights.data[12]).toBe(Math.fround(36 / 256))
    expect(layerOf('unsharp-5').weights.data[12]).toBe(Math.fround(476 / 256))
  })

  it('of a spatial preset act on each channel alone', () => {
    const { weights } = layerOf('sobel-x', 3)
    expect(weights.shape).toEqual([3, 3, 3, 3])
    expect([...weights.data.subarray(0, 9)]).toEqual([-1, 0, 1, -2, 0, 2, -1, 0, 1])
    expect([...weights.data.subarray(9, 18)]).toEqual(new Array(9).fill(0))
  })

  it('of the isoluminant edge cancel in BT.601 luma', () => {
    const { weights } = layerOf('isoluminant-edge')
    const [red, green, blue] = [weights.data[2]!, weights.data[11]!, weights.data[20]!]
    expect(0.299 * red + 0.587 * green + 0.114 * blue).toBeCloseTo(0, 6)
    // A step between two colours of one luma: (1, 0, 0) and (0, .299/.587, 0).
    expect(Math.abs(red * 1 - green * (0.299 / 0.587))).toBeGreaterThan(0.5)
  })
})

describe('the deck’s layers', () => {
  const X = [
    [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ],
    [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  ]
  const FIRST = [
    [56, 72],
    [104, 120],
  ]

  it('give 56', async () => {
    expect(await apply(layerOf('deck-56'), X)).toEqual([FIRST])
  })

  it('give other numbers as true convolution', async () => {
    expect(await apply({ ...layerOf('deck-56'), flip: true }, X)).toEqual([
      [
        [28, 44],
        [76, 92],
      ],
    ])
  })

  it('give three outputs for K, K+1 and K+2', async () => {
    expect(await apply(layerOf('deck-three-outputs'), X)).toEqual([
      FIRST,
      [
        [76, 100],
        [148, 172],
      ],
      [
        [96, 128],
        [192, 224],
      ],
    ])
  })
})

describe('layers on small pictures', () => {
  it('the Bayer split takes every second pixel', async () => {
    const mosaic = [0, 1, 2, 3].map((y) => [0, 1, 2, 3].map((x) => 10 * y + x))
    expect(await apply(layerOf('bayer-split'), [mosaic])).toEqual([
      [
        [0, 2],
        [20, 22],
      ],
      [
        [1, 3],
        [21, 23],
      ],
      [
        [10, 12],
        [30, 32],
      ],
      [
        [11, 13],
        [31, 33],
      ],
    ])
  })

  it('RGB → YCbCr → RGB comes back', async () => {
    const colour = [[[0.2]], [[0.5]], [[0.9]]]
    const there = await apply(layerOf('rgb-to-ycbcr'), colour)
    const back = await apply(layerOf('ycbcr-to-rgb'), there)
    back.forEach((plane, channel) => expect(plane[0]![0]).toBeCloseTo(colour[channel]![0]![0]!, 5))
  })

  it('Kirsch turns clockwise: each direction answers most to its own edge', async () => {
    const bright = (at: (y: number, x: number) => boolean): number[][] =>
      [0, 1, 2].map((y) => [0, 1, 2].map((x) => (at(y, x) ? 1 : 0)))
    const sides = {
      0: bright((y) => y === 0),
      2: bright((_, x) => x === 2),
      4: bright((y) => y === 2),
    }
    for (const [output, picture] of Object.entries(sides)) {
      const maps = await apply(layerOf('kirsch'), [picture, picture, picture])
      const values = maps.map((map) => map[0]![0]!)
      expect(values.indexOf(Math.max(...values))).toBe(Number(output))
    }
  })

  it('refuses an id that nobody knows', () => {
    expect(() => presetById('nobody')).toThrow('There is no preset "nobody".')
  })
})
