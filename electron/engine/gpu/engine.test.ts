import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../contract/spec'
import { CASES, loadCase, type LoadedCase } from '../convolution/cases'
import { runReference } from '../convolution/reference'
import { resolveConvolution } from '../convolution/spec'
import type { Convolution, Tensor } from '../engine'
import { compareWithReference, UNIT_ROUNDOFF } from '../measure/agreement'
import { createGpuEngine } from './engine'
import { openNodeGpu } from './node-gpu'

const { gpu, absence } = await openNodeGpu()
const engine = gpu ? await createGpuEngine(gpu) : null
const never = new AbortController().signal
const titled = (text: string) => (absence === null ? text : `${text} (skipped: ${absence})`)

/** Its window of 78×78 values is more than wgsl-tiled holds. */
const BEYOND_TILED = 'stride 5 over kernel 3'

afterAll(() => engine?.dispose())

async function runOnce({ convolution, input }: Given, variant = 'auto') {
  const prepared = await engine!.prepare(convolution, { variant, threads: 0 })
  const result = await prepared.run(input, never, () => undefined)
  prepared.dispose()
  return { ...result, output: result.output.slice(), prepared }
}

interface Given {
  readonly convolution: Convolution
  readonly input: Tensor
}

/** Every value against the oracle, however many there are. */
async function expectWithinBound(
  { convolution, input }: Given,
  output: Float32Array,
  factor: number,
) {
  const { output: expected, magnitudes } = await runReference(convolution, input)
  const limit = (index: number) => factor * UNIT_ROUNDOFF * magnitudes[index]!
  const beyond = expected.findIndex(
    (value, index) => !(Math.abs(value - output[index]!) <= limit(index)),
  )
  expect(beyond, 'the first output beyond the bound').toBe(-1)
}

async function expectAgrees(loaded: LoadedCase, variant: string) {
  const { output, prepared } = await runOnce(loaded, variant)
  const { errorBound } = prepared
  const agreement = compareWithReference(loaded.convolution, loaded.input, { output, errorBound })
  expect(prepared.variant).toMatch(new RegExp(`^${variant}-\\d+x\\d+$`))
  expect(agreement).toMatchObject({ agrees: true })
  if (!agreement.whole) await expectWithinBound(loaded, output, errorBound.factor)
}

describe.skipIf(!engine)(titled('every case of the table'), () => {
  it.for(CASES)('wgsl-direct: $name', (row) => expectAgrees(loadCase(row), 'wgsl-direct'))

  it.for(CASES.filter(({ name }) => name !== BEYOND_TILED))('wgsl-tiled: $name', (row) =>
    expectAgrees(loadCase(row), 'wgsl-tiled'),
  )

  it('wgsl-tiled: a window that takes all 16 KiB (stride 3, kernel 19)', () =>
    expectAgrees(
      loadCase({
        name: 'window of 64×64',
        input: [2, 70, 71],
        weights: [5, 2, 19, 19],
        settings: { stride: { y: 3, x: 3 } },
      }),
      'wgsl-tiled',
    ))
})

/** The deck's worked example: two 3×3 channels, kernels [[0,1],[2,3]] and [[1,2],[3,4]]. */
function deck(added: readonly number[], settings: Partial<LayerSettings> = {}): Given {
  const input: Tensor = {
    shape: { channels: 2, height: 3, width: 3 },
    data: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  }
  const kernels = added.flatMap((n) => [0, 1, 2, 3, 1, 2, 3, 4].map((weight) => weight + n))
  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: { shape: [added.length, 2, 2, 2], data: Float32Array.from(kernels) },
    bias: null,
  }
  return { input, convolution: resolveConvolution(layer, input.shape) }
}

describe.skipIf(!engine)(titled('numbers worked by hand'), () => {
  for (const variant of ['wgsl-direct', 'wgsl-tiled']) {
    it(`${variant}: the deck's sum over two channels`, async () => {
      const { output } = await runOnce(deck([0]), variant)
      expect([...output]).toEqual([56, 72, 104, 120])
    })

    it(`${variant}: three outputs from K, K+1, K+2`, async () => {
      const { output } = await runOnce(deck([0, 1, 2]), variant)
      expect([...output]).toEqual([56, 72, 104, 120, 76, 100, 148, 172, 96, 128, 192, 224])
    })

    it(`${variant}: true convolution, the kernels flipped`, async () => {
      const { output } = await runOnce(deck([0], { flip: true }), variant)
      expect([...output]).toEqual([28, 44, 76, 92])
    })
  }
})

describe.skipIf(!engine)(titled('numbers that are not ordinary'), () => {
  /** 1×1 kernel, one channel: each value on its own. */
  function single(values: number[], weight: number, bias: number): Given {
    const input = {
      shape: { channels: 1, height: 1, width: values.length },
      data: Float32Array.from(values),
    }
    const weights = { shape: [1, 1, 1, 1] as const, data: Float32Array.of(weight) }
    const layer: Layer = { ...DEFAULT_SETTINGS, weights, bias: Float32Array.of(bias) }
    return { input, convolution: resolveConvolution(layer, input.shape) }
  }

  for (const variant of ['wgsl-direct', 'wgsl-tiled']) {
    it(`${variant}: NaN and infinities come through as in the reference`, async () => {
      const given = single([NaN, Infinity, -Infinity, 1], 2, 1)
      expect([...(await runOnce(given, variant)).output]).toEqual([NaN, Infinity, -Infinity, 3])
    })

    it(`${variant}: an infinite weight times zero is NaN, padding included`, async () => {
      const padding = { top: 0, right: 1, bottom: 0, left: 0 }
      const input = { shape: { channels: 1, height: 1, width: 2 }, data: Float32Array.of(0, 1) }
      const weights = { shape: [1, 1, 1, 1] as const, data: Float32Array.of(Infinity) }
      const layer: Layer = { ...DEFAULT_SETTINGS, padding, weights, bias: null }
      const given = { input, convolution: resolveConvolution(layer, input.shape) }
      expect([...(await runOnce(given, variant)).output]).toEqual([NaN, Infinity, NaN])
    })

    it(`${variant}: −0 keeps its sign when every term is −0`, async () => {
      const given = single([-0, 0, 1], 1, -0)
      expect([...(await runOnce(given, variant)).output]).toEqual([-0, 0, 1])
    })
  }
})

describe.skipIf(!engine)(titled('an input in shared memory'), () => {
  it('is read like any other', async () => {
    const given = deck([0])
    const data = new Float32Array(new SharedArrayBuffer(given.input.data.byteLength))
    data.set(given.input.data)
    const { output } = await runOnce({ ...given, input: { ...given.input, data } })
    expect([...output]).toEqual([56, 72, 104, 120])
  })
})

describe.skipIf(!engine)(titled('what it says of itself'), () => {
  it('labels SwiftShader as software', () => {
    expect(engine!.info).toMatchObject({ software: true })
    expect(engine!.info.adapter).toMatch(/SwiftShader/i)
    expect(engine!.capabilities()).toEqual({
      engine: 'webgpu',
      variants: ['wgsl-direct-8x8', 'wgsl-tiled-16x16'],
      software: true,
      maxThreads: 1,
    })
  })

  it('tells the times of a run apart', async () => {
    const { uploadMs, computeMs, readbackMs, prepared } = await runOnce(loadCase(CASES[2]!))
    for (const ms of [uploadMs, computeMs, readbackMs, prepared.prepareMs]) {
      expect(ms).toBeGreaterThan(0)
    }
  })

  it('uses one result array for every run', async () => {
    const { convolution, input } = deck([0])
    const prepared = await engine!.prepare(convolution, { variant: 'auto', threads: 0 })
    const first = await prepared.run(input, never, () => undefined)
    const second = await prepared.run(input, never, () => undefined)
    prepared.dispose()
    expect(second.output.buffer).toBe(first.output.buffer)
  })

  it('refuses an input of another shape', async () => {
    const { convolution } = deck([0])
    const prepared = await engine!.prepare(convolution, { variant: 'auto', threads: 0 })
    const other = { shape: { channels: 1, height: 3, width: 3 }, data: new Float32Array(9) }
    await expect(prepared.run(other, never, () => undefined)).rejects.toMatchObject({
      code: 'bad-spec',
      message: 'The input is [1, 3, 3] with 9 values; this convolution was prepared for [2, 3, 3].',
    })
    prepared.dispose()
  })
})
