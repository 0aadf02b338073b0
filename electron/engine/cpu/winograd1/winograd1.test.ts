import { describe, expect, it } from 'vitest'
import { PADDING_MODES } from '../../../contract/spec'
import { loadCase, type Case } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import { createCpuEngine } from '../engine'
import { PROFILES } from '../profile'
import { winograd1ErrorBound } from './error-bound'
import { WINOGRAD_1 } from './winograd1'

const never = new AbortController().signal
const nothing = () => undefined

const KERNELS: Case[] = [2, 3, 4, 5, 6, 7].map((rows) => ({
  name: `kernel ${rows}×${10 - rows}`,
  input: [3, 31, 67],
  weights: [5, 3, rows, 10 - rows],
  settings: { padding: { top: 1, right: 3, bottom: 2, left: 1 } },
}))
/** Rows that end anywhere within a tile, and chunks that end anywhere within a row. */
const WIDTHS: Case[] = [1, 3, 7, 8, 15, 16, 17, 24, 31, 33, 511, 513, 1100].map((width) => ({
  name: `width ${width}`,
  input: [2, 14, width],
  weights: [7, 2, 3, 3],
  settings: { padding: 'same' },
}))
/** Bands that end anywhere, phases of the dilation that end before others. */
const DILATIONS: Case[] = [1, 2, 3, 5].flatMap((step) =>
  [24, 25, 26, 29].map((height) => ({
    name: `dilation ${step}, height ${height}`,
    input: [2, height, 61],
    weights: [4, 2, 3, 3],
    settings: { dilation: { y: step, x: step }, padding: 'same' },
  })),
)
const PADDINGS: Case[] = PADDING_MODES.map((paddingMode) => ({
  name: `${paddingMode} padding wider than a band`,
  input: [2, 17, 40],
  weights: [3, 2, 4, 5],
  settings: {
    padding: { top: 9, right: 12, bottom: 10, left: 11 },
    paddingMode,
    paddingValue: 2,
    flip: true,
  },
}))
const GROUPS: Case[] = [
  { name: '4 groups', input: [12, 20, 35], weights: [20, 3, 3, 3], settings: { groups: 4 } },
  { name: 'many channels', input: [37, 9, 20], weights: [19, 37, 3, 3] },
  { name: 'rows of 2048', input: [2, 7, 2048], weights: [2, 2, 5, 5] },
]

/** Random weights and values stay far below the bound of the worst case. */
const SEEN = 64

async function run(row: Case, profile: (typeof PROFILES)[number]) {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })
  const { convolution, input } = loadCase(row)
  const prepared = await engine.prepare(convolution, { variant: 'wasm-winograd1', threads: 1 })
  const { output } = await prepared.run(input, never, nothing)
  const errorBound = { factor: SEEN, against: 'peaks' } as const
  const agreement = compareWithReference(convolution, input, { output, errorBound })
  prepared.dispose()
  return { agreement, output }
}

for (const profile of PROFILES) {
  describe(`wasm-winograd1, ${profile.name}`, () => {
    it.each([...KERNELS, ...WIDTHS, ...DILATIONS, ...PADDINGS, ...GROUPS])('$name', async (row) => {
      const { agreement, output } = await run(row, profile)
      expect(agreement).toMatchObject({ agrees: true, whole: true, compared: output.length })
    })
  })
}

describe('packed weights', () => {
  it('are G·g of every kernel column, the bias at point 1 before them', () => {
    // g = 1 + 2p + 3p² in the left column, p² in the right one, at the points 0, ±1, ±2, ±½, ∞
    // with the scales 1, −2/9, −2/9, 1/90, 1/90, 32/45, 32/45, 1.
    const left = [1, -12 / 9, -4 / 9, 17 / 90, 9 / 90, 88 / 45, 24 / 45, 3]
    const right = [0, -2 / 9, -2 / 9, 4 / 90, 4 / 90, 8 / 45, 8 / 45, 1]
    const row: Case = { name: 'hand-worked', input: [1, 16, 16], weights: [1, 1, 3, 2] }
    const convolution = {
      ...loadCase(row).convolution,
      weights: Float32Array.of(1, 0, 2, 0, 3, 1),
      bias: Float32Array.of(0.5),
    }
    const features = { hasRelaxedSimd: false, isShared: false }
    const routine = WINOGRAD_1.build(convolution, PROFILES[0]!, features)
    const bytes = new ArrayBuffer(routine.constantsBytes)
    const floats = new Float32Array(bytes)
    routine.writeConstants(convolution, floats, new Int32Array(bytes))
    for (let point = 0; point < 8; point++) {
      expect(floats[point * 3]).toBe(point === 1 ? 0.5 : 0)
      expect(floats[point * 3 + 1]).toBeCloseTo(left[point]!, 6)
      expect(floats[point * 3 + 2]).toBeCloseTo(right[point]!, 6)
    }
  })
})

describe('the error bound', () => {
  it('grows along one axis only', () => {
    const { geometry } = loadCase({
      name: 'bound',
      input: [4, 20, 20],
      weights: [1, 4, 2, 5],
    }).convolution
    // 7 outputs of 2 weights: the last weight's share of the last output, as of wasm-winograd; 4·5
    // products and 11 roundings besides, each u = 2⁻²⁴.
    const growth = 2 * 12.5 * (2 / 9) + (2 * 7.5 * 128) / 90 + (2 * 15 * 16) / (64 * 45) + 12.5
    const bound = winograd1ErrorBound(geometry)
    expect(bound.against).toBe('peaks')
    expect(bound.factor / growth).toBeCloseTo(31, 3)
  })

  it('is kept by kernels of one corner', async () => {
    for (const side of [2, 3, 4, 5, 6, 7]) {
      const { convolution, input } = loadCase({
        name: `corner ${side}`,
        input: [1, 60, 60],
        weights: [1, 1, side, side],
      })
      const weights = convolution.weights.map((_, at) => (at === side * side - 1 ? 1 : 0))
      const signs = { ...input, data: input.data.map(Math.sign) }
      const corner = { ...convolution, weights, bias: new Float32Array(1) }
      const engine = createCpuEngine({ memory: new TensorMemory(false), profile: PROFILES[0]! })
      const prepared = await engine.prepare(corner, { variant: 'wasm-winograd1', threads: 1 })
      const { output } = await prepared.run(signs, never, nothing)
      const { errorBound } = prepared
      expect(compareWithReference(corner, signs, { output, errorBound }).agrees).toBe(true)
      prepared.dispose()
      engine.dispose()
    }
  })
})
