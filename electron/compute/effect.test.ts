import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../contract/spec'
import { createRandom, randomValues } from '../contract/random'
import { runReference } from '../engine/convolution/reference'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Bench } from './bench'
import { createPortCalls } from './port-calls'
import { createTestBench, openNumbers } from './test-bench'

const random = createRandom('effects')
const [HEIGHT, WIDTH] = [40, 50]

function layerOf(side: number, settings: Partial<LayerSettings> = {}): Layer {
  return {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: { shape: [4, 2, side, side], data: randomValues(random, 8 * side * side) },
    bias: Float32Array.of(0, 1, 2, 3),
  }
}

/** A picture that varies most in one corner, or anywhere. */
function noiseBench(corner?: 'first' | 'last'): { bench: Bench; values: Float32Array } {
  const bench = createTestBench()
  const values = randomValues(random, 2 * HEIGHT * WIDTH)
  if (corner) values[corner === 'first' ? 0 : HEIGHT * WIDTH - 1] = 100
  openNumbers(bench, 'p', [2, HEIGHT, WIDTH], values)
  return { bench, values }
}

const same = { padding: 'same', paddingMode: 'reflect' } as const
const apart = { stride: { y: 2, x: 3 }, dilation: { y: 2, x: 1 } }
const four = { top: 1, right: 9, bottom: 3, left: 7 }

const edges = ['zero', 'replicate', 'reflect', 'symmetric', 'circular'] as const
const cornered = edges.flatMap((paddingMode) =>
  (['first', 'last'] as const).map(
    (corner) =>
      [
        `${paddingMode} at the ${corner} corner`,
        layerOf(7, { padding: 'same', paddingMode, ...apart }),
        corner,
      ] as const,
  ),
)
const anywhere = [
  ['a small kernel', layerOf(3, same)],
  ['an even kernel without padding', layerOf(4)],
  ['stride and dilation', layerOf(3, { ...same, ...apart })],
  [
    'another padding on each side',
    layerOf(5, { padding: four, paddingMode: 'circular', ...apart }),
  ],
  ['a kernel that reaches over the edges', layerOf(31, { ...same, paddingMode: 'replicate' })],
] as const

test.each([...anywhere.map(([name, layer]) => [name, layer, undefined] as const), ...cornered])(
  'of %s are values of the whole map',
  async (_, layer, corner) => {
    const { bench, values } = noiseBench(corner)
    const asked = { picture: 'p', layers: [layer], maxWidth: 12, maxHeight: 8 }
    const { region, effects } = await createPortCalls(bench).effects(asked)
    expect(region).toMatchObject({ width: 12, height: 8 })

    const shape = { channels: 2, height: HEIGHT, width: WIDTH }
    const convolution = resolveConvolution(layer, shape)
    const { output } = await runReference(convolution, { shape, data: values })
    const { output: size, spec } = convolution.geometry
    const { stride, dilation, padding, kernel } = spec
    const { y: down, x: right } = dilation
    const firstOf = (at: number, [before, step, k, d]: readonly number[]): number =>
      Math.max(0, Math.ceil((at + before! - d! * ((k! - 1) >> 1)) / step!))
    const top = firstOf(region.y, [padding.top, stride.y, kernel.height, down])
    const left = firstOf(region.x, [padding.left, stride.x, kernel.width, right])
    const planes = effects[0]!.planes
    expect(planes).toHaveLength(3)
    for (const [channel, plane] of planes.entries()) {
      expect(plane.height * plane.width).toBeGreaterThanOrEqual(8)
      plane.values.forEach((value, index) => {
        const [y, x] = [top + Math.floor(index / plane.width), left + (index % plane.width)]
        expect(value).toBe(Math.fround(output[(channel * size.height + y) * size.width + x]!))
      })
    }
  },
)

test('the part is where the picture varies most, the middle of a flat one', async () => {
  const bench = createTestBench()
  const values = new Float32Array(60 * 60)
  openNumbers(bench, 'flat', [1, 60, 60], values)
  values[60 * 58 + 2] = 1
  openNumbers(bench, 'spot', [1, 60, 60], values)
  const { effects } = createPortCalls(bench)
  const part = async (picture: string) =>
    (await effects({ picture, layers: [], maxWidth: 12, maxHeight: 6 })).region
  expect(await part('flat')).toEqual({ y: 27, x: 24, height: 6, width: 12 })
  expect(await part('spot')).toEqual({ y: 54, x: 0, height: 6, width: 12 })
})

test('a layer that cannot be has no effect, the others have', async () => {
  const bench = createTestBench()
  openNumbers(bench, 'p', [2, 3, 3], new Float32Array(18).fill(1))
  const layers = [layerOf(5), layerOf(3)]
  const { region, effects } = await createPortCalls(bench).effects({
    ...{ picture: 'p', layers, maxWidth: 72, maxHeight: 48 },
  })
  expect(region).toEqual({ y: 0, x: 0, height: 3, width: 3 })
  expect(effects.map((effect) => effect?.planes[0]?.values.length ?? null)).toEqual([null, 1])
})

test('they wait for what runs in the lane', async () => {
  const { bench } = noiseBench()
  const calls = createPortCalls(bench)
  let end = (): void => undefined
  const job = bench.lane.job(() => new Promise<void>((resolve) => (end = resolve)))
  let isThere = false
  const asked = { picture: 'p', layers: [layerOf(1)], maxWidth: 1, maxHeight: 1 }
  const shown = Promise.resolve(calls.effects(asked)).then(() => (isThere = true))
  await new Promise((resolve) => setTimeout(resolve))
  expect(isThere).toBe(false)
  end()
  await Promise.all([job, shown])
  expect(isThere).toBe(true)
})
