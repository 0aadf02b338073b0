import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import { createCpuEngine } from '../engine'
import { PROFILES } from '../profile'
import { growthOf } from './error-bound'
import { WINOGRAD } from './winograd'

const never = new AbortController().signal
const nothing = () => undefined
const stride = (y: number, x: number) => ({ stride: { y, x } })

const KERNELS: Case[] = [2, 3, 4, 5, 6, 7].flatMap((side) => [
  {
    name: `kernel ${side}×${9 - side}`,
    input: [2, 31, 67],
    weights: [5, 2, side, 9 - side],
    settings: { padding: { top: 1, right: 3, bottom: 2, left: 1 }, paddingMode: 'reflect' },
  },
  { name: `kernel ${side}×${side}`, input: [3, 40, 53], weights: [7, 3, side, side] },
])
const STRIDES: Case[] = [
  ...[3, 5, 7, 8, 13, 14].map((side) => [side, 2] as const),
  ...[4, 7, 11, 20, 21].map((side) => [side, 3] as const),
  ...[5, 11, 16, 28].map((side) => [side, 4] as const),
].map(([side, step]) => ({
  name: `kernel ${side} at stride ${step}`,
  input: [3, 45, 75],
  weights: [4, 3, side, side],
  settings: { ...stride(step, step), padding: { top: 3, right: 2, bottom: 1, left: 3 } },
}))
/** Tiles that end anywhere within a vector, rows that end anywhere within a strip. */
const WIDTHS: Case[] = [1, 5, 6, 7, 23, 24, 25, 47, 49, 51, 96, 97].map((width) => ({
  name: `width ${width}`,
  input: [2, 27, width],
  weights: [3, 2, 3, 3],
  settings: { padding: 'same' },
}))
const OTHERS: Case[] = [
  {
    name: 'stride 2×1, groups, flip, constant padding',
    input: [6, 33, 37],
    weights: [4, 3, 5, 4],
    settings: {
      ...stride(2, 1),
      groups: 2,
      flip: true,
      padding: 'same',
      paddingMode: 'constant',
      paddingValue: 3,
    },
  },
  {
    name: 'stride 1×2, circular',
    input: [2, 33, 67],
    weights: [3, 2, 2, 7],
    settings: {
      ...stride(1, 2),
      padding: { top: 0, right: 4, bottom: 1, left: 4 },
      paddingMode: 'circular',
    },
  },
  {
    name: 'stride 3×1, replicated',
    input: [2, 41, 50],
    weights: [3, 2, 8, 3],
    settings: { ...stride(3, 1), padding: 'same', paddingMode: 'replicate' },
  },
  {
    name: 'stride 4×3, groups',
    input: [4, 61, 70],
    weights: [6, 2, 9, 7],
    settings: { ...stride(4, 3), groups: 2, padding: { top: 1, right: 0, bottom: 5, left: 2 } },
  },
  {
    name: 'width 1024',
    input: [5, 6, 1024],
    weights: [7, 5, 3, 3],
    settings: { padding: 'same' },
  },
]

/** Random weights and values stay far below the bound of the worst case: no error is larger than this. */
const SEEN = 256

async function run(row: Case, profile: (typeof PROFILES)[number]) {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })
  const { convolution, input } = loadCase(row)
  const prepared = await engine.prepare(convolution, { variant: 'wasm-winograd', threads: 1 })
  const { output } = await prepared.run(input, never, nothing)
  const errorBound = { factor: SEEN, against: 'peaks' } as const
  const agreement = compareWithReference(convolution, input, { output, errorBound })
  prepared.dispose()
  return { agreement, output, convolution, input }
}

for (const profile of PROFILES) {
  describe(`wasm-winograd, ${profile.name}`, () => {
    it.each([...KERNELS, ...STRIDES, ...WIDTHS, ...OTHERS])('$name', async (row) => {
      const { agreement, output } = await run(row, profile)
      expect(agreement).toMatchObject({ agrees: true, whole: true, compared: output.length })
    })
  })
}

/** The weights as the routine reads them, for one channel in and one out: [64 points][phase]. */
function packed(weights: number[], side: number, step: number): Float32Array {
  const row: Case = {
    name: 'hand-worked',
    input: [1, 16, 16],
    weights: [1, 1, side, side],
    settings: stride(step, step),
  }
  const convolution = { ...loadCase(row).convolution, weights: Float32Array.from(weights) }
  const features = { hasRelaxedSimd: false, isShared: false }
  const routine = WINOGRAD.build(convolution, PROFILES[0]!, features)
  const bytes = new ArrayBuffer(routine.constantsBytes)
  routine.writeConstants(convolution, new Float32Array(bytes), new Int32Array(bytes))
  return new Float32Array(bytes)
}

describe('the error bound', () => {
  it('grows along an axis by what the transforms say, by hand', () => {
    // 7 outputs of 2 weights, the last of both: ±1 give 2·12.5·2/9, ±2 give 2·7.5·64·2/90,
    // ±½ give 2·15·2⁻⁶·16/45, ∞ gives 12.5.
    const last = 2 * 12.5 * (2 / 9) + (2 * 7.5 * 128) / 90 + (2 * 15 * 16) / (64 * 45) + 12.5
    expect(growthOf(2)).toBeCloseTo(last, 10)
  })

  it('is kept by kernels of one corner, the worst there are', async () => {
    for (const side of [2, 3, 4, 5, 6, 7]) {
      const { convolution, input } = loadCase({
        name: `corner ${side}`,
        input: [1, 90, 90],
        weights: [1, 1, side, side],
      })
      const weights = convolution.weights.map((_, at) => (at === side * side - 1 ? 1 : 0))
      const signs = { ...input, data: input.data.map(Math.sign) }
      const corner = { ...convolution, weights, bias: new Float32Array(1) }
      const engine = createCpuEngine({ memory: new TensorMemory(false), profile: PROFILES[0]! })
      const prepared = await engine.prepare(corner, { variant: 'wasm-winograd', threads: 1 })
      const { output } = await prepared.run(signs, never, nothing)
      const { errorBound } = prepared
      expect(compareWithReference(corner, signs, { output, errorBound }).agrees).toBe(true)
      prepared.dispose()
      engine.dispose()
    }
  })
})

describe('packed weights', () => {
  it('are G·g·Gᵀ of a hand-worked 4×4 kernel', () => {
    // g = (1, 2, 3, 4)ᵀ · (0, 0, 0, 1): at the points p the polynomials 1 + 2p + 3p² + 4p³ and p³,
    // times the scales 1, −2/9, −2/9, 1/90, 1/90, 32/45, 32/45; the last weight at ∞.
    const down = [1, -20 / 9, 4 / 9, 49 / 90, -23 / 90, 104 / 45, 8 / 45, 4]
    const across = [0, -2 / 9, 2 / 9, 4 / 45, -4 / 45, 4 / 45, -4 / 45, 1]
    const floats = packed([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4], 4, 1)
    down.forEach((v, y) =>
      across.forEach((c, x) => expect(floats[y * 8 + x]).toBeCloseTo(v * c, 6)),
    )
  })

  it('are split into the four phases of stride 2', () => {
    // Of [1 2 3; 4 5 6; 7 8 9] the phases are [1 3; 7 9], [2 0; 8 0], [4 6; 0 0] and [5 0; 0 0].
    // Point 0 picks a phase's first weight along an axis and ∞ its last.
    const floats = packed([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 2)
    const at = (y: number, x: number) => [...floats.subarray((y * 8 + x) * 4, (y * 8 + x) * 4 + 4)]
    expect(at(0, 0)).toEqual([1, 2, 4, 5])
    expect(at(0, 7)).toEqual([3, 0, 6, 0])
    expect(at(7, 0)).toEqual([7, 8, 0, 0])
    expect(at(7, 7)).toEqual([9, 0, 0, 0])
  })
})
