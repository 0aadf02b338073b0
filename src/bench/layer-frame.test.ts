import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench } from './bench'
import { withKernelSize, withSettings, withWeight } from './bench-edits'
import { frameOf } from './layer-frame'

const BENCH = asBench({
  ...DEFAULT_SETTINGS,
  weights: { shape: [2, 1, 1, 1], data: Float32Array.of(1, 2) },
  bias: null,
})

it('a frame stays the same object through edits of numbers, and no longer', () => {
  const before = frameOf(BENCH.layer)
  const edited = withWeight(BENCH, { output: 1, input: 0, y: 0, x: 0 }, 5)
  expect(frameOf(edited.layer, before)).toBe(before)
  expect(frameOf(withSettings(edited, { flip: true }).layer, before)).toMatchObject({ flip: true })
  const grown = withKernelSize(edited, { height: 3, width: 1 })
  expect(frameOf(grown.layer, before).shape).toEqual([2, 1, 3, 1])
})
