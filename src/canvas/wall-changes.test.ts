import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench, largestWeight, type Bench } from '../bench/bench'
import { withBias, withSettings, withWeight } from '../bench/bench-edits'
import { withStrip } from '../bench/mix'
import { changedKernels, type DrawnWall } from './wall-changes'
import type { WallLook } from './wall-draw'
import { BIAS, layWall } from './wall-layout'

/** Four outputs by four inputs of 2×2 kernels; the largest |weight| is 9. */
const START = asBench({
  ...DEFAULT_SETTINGS,
  weights: {
    shape: [4, 4, 2, 2],
    data: Float32Array.from({ length: 64 }, (_, at) => (at === 63 ? -9 : at % 7)),
  },
  bias: new Float32Array(4),
})
const LAYOUT = layWall({ outputs: 4, inputs: 4, kernel: { height: 2, width: 2 } }, 3)
const ALL = { left: 0, top: 0, width: LAYOUT.width, height: LAYOUT.height }
const LOOK = {} as WallLook

function wall(bench: Bench, more: Partial<DrawnWall['scene']> = {}, look = LOOK): DrawnWall {
  const scene = { bench, layout: LAYOUT, view: ALL, selected: [], ratio: 1, ...more }
  return { scene, look, largest: largestWeight(bench) }
}

const place = (output: number, input: number) => ({ output, input, y: 1, x: 0 })

describe('changedKernels', () => {
  it('are the kernels and biases with another number', () => {
    const bench = withBias(withWeight(START, place(2, 1), 4.5), 3, 1)
    expect(changedKernels(wall(START), wall(bench))).toEqual([
      { output: 2, input: 1 },
      { output: 3, input: BIAS },
    ])
    expect(changedKernels(wall(START), wall(START))).toEqual([])
  })

  it('are only those in sight', () => {
    const view = { ...ALL, height: LAYOUT.pitch.height * 1.5 }
    const bench = withWeight(withWeight(START, place(2, 1), 4.5), place(1, 0), 4.5)
    expect(changedKernels(wall(START, { view }), wall(bench, { view }))).toEqual([
      { output: 1, input: 0 },
    ])
  })

  it('are all when a larger weight gives every colour another meaning', () => {
    expect(changedKernels(wall(START), wall(withWeight(START, place(2, 1), 10)))).toBeNull()
  })

  it('are all when anything else is drawn otherwise', () => {
    const bench = withWeight(START, place(2, 1), 4.5)
    const block = { output: 0, input: 0, y: 0, x: 0, height: 1, width: 2 }
    const muted = { ...bench, mix: withStrip(bench.mix, 'inputs', { index: 0, change: { isMuted: true } }) } // prettier-ignore
    expect(changedKernels(wall(START), wall(bench, { view: { ...ALL, top: 1 } }))).toBeNull()
    expect(changedKernels(wall(START), wall(bench, { ratio: 2 }))).toBeNull()
    expect(changedKernels(wall(START), wall(bench, { selected: [block] }))).toBeNull()
    expect(changedKernels(wall(START, { selected: [block] }), wall(bench))).toBeNull()
    expect(changedKernels(wall(START), wall(muted))).toBeNull()
    expect(changedKernels(wall(START), wall(bench, {}, { ...LOOK }))).toBeNull()
    expect(changedKernels(wall(START), wall(withSettings(bench, { groups: 2 })))).toBeNull()
  })
})
