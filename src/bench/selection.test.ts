import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench } from './bench'
import { MATRIX_EDITS, shifted } from './matrix-edits'
import { matricesOf } from '../kernel-text/plain-matrices'
import { asText, fitMatrices, isFitting } from './matrix-text'
import { mixedLayer, NO_MIX, withStrip } from './mix'
import { blocksOf, everything, extended, readBlock, withBlocks } from './selection'

/** 2 outputs, 2 inputs, 2×3; W[o,i,y,x] = 1000·o + 100·i + 10·y + x. */
const bench = asBench({
  ...DEFAULT_SETTINGS,
  weights: {
    shape: [2, 2, 2, 3],
    data: Float32Array.from({ length: 24 }, (_, index) => {
      const [o, i] = [Math.floor(index / 12), Math.floor(index / 6) % 2]
      return 1000 * o + 100 * i + 10 * (Math.floor(index / 3) % 2) + (index % 3)
    }),
  },
  bias: Float32Array.of(5, 6),
})
const cell = (output: number, input: number, y: number, x: number) => ({ output, input, y, x })

describe('a selection', () => {
  it('is a rectangle of cells within one kernel, from either corner', () => {
    const blocks = blocksOf(bench, { anchor: cell(1, 0, 1, 2), head: cell(1, 0, 0, 1) })
    expect(blocks).toEqual([{ output: 1, input: 0, y: 0, x: 1, height: 2, width: 2 }])
    expect(readBlock(bench, blocks[0]!)).toEqual([
      [1001, 1002],
      [1011, 1012],
    ])
  })

  it('is every kernel between its ends across kernels', () => {
    expect(blocksOf(bench, everything(bench))).toHaveLength(4)
    const column = blocksOf(bench, { anchor: cell(0, 1, 0, 0), head: cell(1, 1, 0, 0) })
    expect(column.map(({ output, input }) => [output, input])).toEqual([
      [0, 1],
      [1, 1],
    ])
  })

  it('leaves out what the groups do not connect', () => {
    const layer = { ...bench.layer, groups: 2 }
    const weights = { shape: [2, 1, 2, 3] as const, data: bench.layer.weights.data.slice(0, 12) }
    const grouped = { ...bench, layer: { ...layer, weights } }
    const blocks = blocksOf(grouped, everything(grouped))
    expect(blocks.map(({ output, input }) => [output, input])).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('grows by cells, then by kernels, and holds at the ends', () => {
    const start = { anchor: cell(0, 0, 0, 1), head: cell(0, 0, 0, 2) }
    const over = extended(bench, start, 'right')
    expect(over).toEqual(cell(0, 1, 0, 0))
    const kernels = { ...start, head: over }
    expect(extended(bench, kernels, 'down')).toMatchObject({ output: 1, input: 1 })
    expect(extended(bench, kernels, 'right')).toMatchObject({ input: 1 })
    expect(extended(bench, kernels, 'home')).toMatchObject({ input: 0 })
  })
})

describe('edits of matrices', () => {
  const matrix = [
    [1, 2],
    [3, 5],
  ]
  it.each([
    ['flipAcross', [2, 1, 5, 3]],
    ['flipDown', [3, 5, 1, 2]],
    ['rotate', [3, 1, 5, 2]],
    ['transpose', [1, 3, 2, 5]],
    ['negate', [-1, -2, -3, -5]],
    ['clear', [0, 0, 0, 0]],
    ['sumToOne', [1 / 11, 2 / 11, 3 / 11, 5 / 11]],
    ['zeroMean', [-1.75, -0.75, 0.25, 2.25]],
  ] as const)('%s', (edit, expected) => {
    const found = MATRIX_EDITS[edit](matrix).flat()
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 12))
  })

  it('a unit norm is one', () => {
    expect(Math.hypot(...MATRIX_EDITS.unitNorm(matrix).flat())).toBeCloseTo(1, 12)
  })

  it('shifts zeros in', () => {
    expect(shifted(matrix, 1, -1)).toEqual([
      [0, 0],
      [2, 0],
    ])
  })

  it('says why not', () => {
    expect(() => MATRIX_EDITS.rotate([[1, 2, 3]])).toThrow('1 × 3 cells cannot be turned')
    expect(() => MATRIX_EDITS.sumToOne([[1, -1]])).toThrow('sum to 0')
    expect(() => MATRIX_EDITS.unitNorm([[0, 0]])).toThrow('All numbers are 0')
  })
})

describe('numbers as text', () => {
  it('come back as they were', () => {
    const blocks = blocksOf(bench, everything(bench))
    const matrices = blocks.map((block) => readBlock(bench, block))
    expect(asText(matrices.slice(0, 2))).toBe('0\t1\t2\n10\t11\t12\n\n100\t101\t102\n110\t111\t112')
    expect(withBlocks(bench, blocks, matricesOf(asText(matrices))!)).toBe(bench)
  })

  it('are read with commas, semicolons, spaces and fractions', () => {
    expect(matricesOf('1/4 2, 3\n-1 0 1e2')).toEqual([
      [
        [0.25, 2, 3],
        [-1, 0, 100],
      ],
    ])
  })

  it('go onto as many kernels of their size, or one onto all', () => {
    const blocks = blocksOf(bench, everything(bench))
    const [one] = matricesOf('1 2 3\n4 5 6')!
    expect(fitMatrices([one!], blocks)).toHaveLength(4)
    expect(() => fitMatrices([one!, one!], blocks)).toThrow('2 kernels do not go onto 4')
    expect(() => fitMatrices(matricesOf('1 2\n3 4')!, blocks)).toThrow('2 × 2 numbers')
    expect(isFitting(matricesOf('1 2\n3 4')!, blocks)).toBe(false)
    expect(isFitting([one!], blocks)).toBe(true)
    for (const text of ['1 2\n3', '1 two', '[1 2]', '']) expect(matricesOf(text)).toBeNull()
  })
})

describe('the mix', () => {
  it('is the very layer while nothing is touched', () => {
    expect(mixedLayer(bench)).toBe(bench.layer)
  })

  it('multiplies a channel by its gain and silences the others of a solo', () => {
    let mix = withStrip(NO_MIX, 'inputs', { index: 1, change: { gain: -2 } })
    mix = withStrip(mix, 'outputs', { index: 0, change: { isMuted: true } })
    const { weights, bias } = mixedLayer({ ...bench, mix })
    expect([...weights.data.slice(0, 12)].every((value) => value === 0)).toBe(true)
    expect([...weights.data.slice(12, 15)]).toEqual([1000, 1001, 1002])
    expect([...weights.data.slice(18, 21)]).toEqual([-2200, -2202, -2204])
    expect([...bias!]).toEqual([0, 6])
    const solo = withStrip(NO_MIX, 'inputs', { index: 0, change: { isSolo: true } })
    expect(mixedLayer({ ...bench, mix: solo }).weights.data[18]).toBe(0)
  })
})
