import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import { createCpuEngine } from '../engine'
import { ONE_TAP_128, ORDERED_256, PROFILES } from '../profile'
import { layStrip } from '../strip-layout'
import { walkTaps } from './walk'

function walk(row: Omit<Case, 'name'>, profile = ORDERED_256) {
  const { geometry } = loadCase({ name: 'walk', ...row }).convolution
  const layout = layStrip(geometry, geometry.output.width, 1)
  return { ...walkTaps(geometry, layout, profile), layout }
}

describe('walkTaps', () => {
  it('takes all taps of a small kernel in one turn, from addresses in the code', () => {
    const found = walk({ input: [2, 9, 20], weights: [1, 2, 3, 3] })
    const [row, channel] = [found.layout.rowPitch * 4, found.layout.channelPitch * 4]
    expect([...found.pieces]).toEqual([0, row, 2 * row, channel, channel + row, channel + 2 * row])
    expect(found.within).toEqual([0, 4, 8])
    expect(found.piecesPerTurn).toBe(6)
  })

  it('takes whole kernel rows, at least eight taps a turn', () => {
    const found = walk({ input: [4, 9, 20], weights: [1, 4, 5, 5] })
    expect(found.pieces).toHaveLength(20)
    expect(found.piecesPerTurn).toBe(2)
  })

  it('goes tap by tap along a row of more than 32', () => {
    const found = walk({ input: [1, 3, 60], weights: [1, 1, 1, 33] })
    expect(found.pieces).toHaveLength(33)
    expect(found.within).toEqual([0])
    expect(found.piecesPerTurn).toBe(8)
  })

  it('goes tap by tap, one a turn, where loads would be hoisted', () => {
    const found = walk({ input: [1, 9, 20], weights: [1, 1, 3, 3] }, ONE_TAP_128)
    expect(found.pieces).toHaveLength(9)
    expect(found.piecesPerTurn).toBe(1)
  })

  it('finds the taps of a stride of 2 in both phases', () => {
    const found = walk({
      input: [1, 9, 21],
      weights: [1, 1, 1, 4],
      settings: { stride: { y: 1, x: 2 } },
    })
    const odd = (found.layout.phases[1]?.at ?? 0) * 4
    expect(odd).toBeGreaterThan(0)
    expect(found.within).toEqual([0, odd, 4, odd + 4])
  })
})

const wide = { padding: { top: 1, right: 27, bottom: 2, left: 30 } }
const EDGES: readonly Case[] = [
  { name: 'turns with a rest: 15 rows of 5, 2 a turn', input: [5, 9, 41], weights: [4, 5, 3, 5] },
  { name: 'a kernel row of 37', input: [2, 4, 90], weights: [3, 2, 2, 37] },
  {
    name: 'edges of more than 24 columns',
    input: [2, 6, 40],
    weights: [5, 2, 3, 3],
    settings: { ...wide, paddingMode: 'reflect' },
  },
  {
    name: 'edges of more than 24 columns, constant',
    input: [2, 6, 40],
    weights: [5, 2, 3, 3],
    settings: { ...wide, paddingMode: 'constant', paddingValue: -0.5 },
  },
  {
    name: 'both phases end within a vector',
    input: [3, 9, 77],
    weights: [8, 3, 3, 3],
    settings: { stride: { y: 2, x: 2 }, padding: 'same' },
  },
]

describe.each(PROFILES)('wasm-direct, $name', (profile) => {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })

  it.each(EDGES)('agrees with the reference: $name', async (row) => {
    const { convolution, input } = loadCase(row)
    const prepared = await engine.prepare(convolution, { variant: 'wasm-direct', threads: 1 })
    const { output } = await prepared.run(input, new AbortController().signal, () => undefined)
    const { errorBound } = prepared
    expect(compareWithReference(convolution, input, { output, errorBound })).toMatchObject({
      agrees: true,
      whole: true,
      compared: output.length,
    })
    prepared.dispose()
  })
})
