import { describe, expect, it } from 'vitest'
import { BIAS, type WallCell } from '../canvas/wall-layout'
import { asBench } from './bench'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { nudged, nudgeStep } from './nudge'
import { moveCell, nextCell, withinWall } from './walk'

const bench = asBench({
  ...DEFAULT_SETTINGS,
  weights: { shape: [2, 2, 2, 3], data: new Float32Array(24) },
  bias: null,
})
const depthwise = asBench({
  ...DEFAULT_SETTINGS,
  groups: 2,
  weights: { shape: [2, 1, 2, 3], data: new Float32Array(12) },
  bias: null,
})
const cell = (output: number, input: number, y = 0, x = 0): WallCell => ({ output, input, y, x })

describe('moveCell', () => {
  it.each([
    ['right', cell(0, 0, 1, 1), cell(0, 0, 1, 2)],
    ['right', cell(0, 0, 1, 2), cell(0, 1, 1, 0)],
    ['right', cell(0, 1, 1, 2), cell(0, BIAS)],
    ['right', cell(0, BIAS), cell(0, BIAS)],
    ['left', cell(0, BIAS), cell(0, 1, 0, 2)],
    ['left', cell(0, 1, 1, 0), cell(0, 0, 1, 2)],
    ['left', cell(0, 0, 1, 0), cell(0, 0, 1, 0)],
    ['first', cell(1, 1, 1, 2), cell(0, 0)],
    ['last', cell(0, 0), cell(1, BIAS)],
    ['down', cell(0, 0, 0, 1), cell(0, 0, 1, 1)],
    ['down', cell(0, 0, 1, 1), cell(1, 0, 0, 1)],
    ['down', cell(1, 0, 1, 1), cell(1, 0, 1, 1)],
    ['up', cell(1, 0, 0, 1), cell(0, 0, 1, 1)],
    ['down', cell(0, BIAS), cell(1, BIAS)],
    ['home', cell(0, 1, 1, 2), cell(0, 0, 1, 0)],
    ['end', cell(0, 0, 1, 2), cell(0, BIAS)],
    ['pageDown', cell(0, 1, 1, 2), cell(1, 1, 1, 2)],
  ] as const)('%s of %o', (direction, from, to) => {
    expect(moveCell(bench, from, direction)).toEqual(to)
  })

  it('skips kernels that the groups leave out', () => {
    expect(moveCell(depthwise, cell(1, 1, 0, 0), 'left')).toEqual(cell(1, 1, 0, 0))
    expect(moveCell(depthwise, cell(0, 0, 1, 2), 'right')).toEqual(cell(0, BIAS))
    expect(moveCell(depthwise, cell(0, 0, 1, 2), 'down')).toEqual(cell(1, 1, 0, 2))
  })
})

describe('nextCell', () => {
  it('reads every cell once and leaves at both ends', () => {
    const seen: WallCell[] = []
    let at: WallCell | null = cell(0, 0)
    while (at) {
      seen.push(at)
      at = nextCell(bench, at, 1)
    }
    expect(seen).toHaveLength(2 * (2 * 6 + 1))
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(seen.length)
    const back: WallCell[] = []
    for (at = seen.at(-1)!; at; at = nextCell(bench, at, -1)) back.unshift(at)
    expect(back).toEqual(seen)
  })
})

describe('withinWall', () => {
  it('finds the nearest cell that is left', () => {
    expect(withinWall(bench, cell(5, 1, 4, 4))).toEqual(cell(1, 1, 1, 2))
    expect(withinWall(bench, cell(5, 3, 0, 0))).toEqual(cell(1, 1, 0, 0))
    expect(withinWall(bench, cell(9, BIAS))).toEqual(cell(1, BIAS))
  })
})

describe('nudging', () => {
  it('steps by a tenth of the power of ten of the largest weight', () => {
    const layer = (largest: number) => ({
      ...bench,
      layer: {
        ...bench.layer,
        weights: { shape: [1, 1, 1, 1] as const, data: Float32Array.of(largest) },
      },
    })
    expect(nudgeStep(layer(2))).toBe(0.1)
    expect(nudgeStep(layer(0.25))).toBe(0.01)
    expect(nudgeStep(layer(-476))).toBe(10)
    expect(nudgeStep(layer(0))).toBe(0.1)
  })

  it('lands on multiples of the step', () => {
    expect(nudged(0.2, 1, 0.1)).toBe(0.3)
    expect(nudged(1 / 3, -1, 0.01)).toBe(0.32)
    expect(nudged(40, 2, 10)).toBe(60)
  })
})
