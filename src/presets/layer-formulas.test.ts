import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import type { Bench } from '../bench/bench'
import { initialValues } from './formula'
import { formulaBench } from './formula-bench'
import { gabor } from './formulas'
import { GABOR_BANK, SATURATION } from './layer-formulas'

const asked = { form: 'each', settings: DEFAULT_SETTINGS } as const
const bank = (channels: number): Bench =>
  formulaBench(GABOR_BANK, initialValues(GABOR_BANK), channels, asked)
const saturated = (saturation: number, channels = 3): number[] => [
  ...formulaBench(SATURATION, { saturation }, channels, asked).layer.weights.data,
]

describe('the bank of Gabors', () => {
  test('has 8 directions × 2 wavelengths × 2 phases, each of sum 0', () => {
    const { layer, labels } = bank(1)
    expect(layer.weights.shape).toEqual([32, 1, 19, 19])
    for (let output = 0; output < 32; output++) {
      const values = layer.weights.data.subarray(output * 361, (output + 1) * 361)
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5)
      expect(Math.max(...values)).toBeGreaterThan(0.3)
    }
    expect(new Set(labels.map((label) => label?.en)).size).toBe(32)
    expect(labels[0]).toEqual({ en: 'line 0° λ3', 'zh-CN': '线 0° λ3' })
    expect(labels[31]).toEqual({ en: 'edge 157.5° λ6', 'zh-CN': '边 157.5° λ6' })
  })

  test('takes colours by their share in luma, and stands in the middle', () => {
    const { weights } = bank(3).layer
    const rows = gabor({ wavelength: 3, orientation: 0, phase: 0, sigma: 1.68, aspect: 1 })
    expect(rows).toHaveLength(11)
    const middle = 9 * 19 + 9
    expect(weights.data[middle]).toBeCloseTo(0.299 * rows[5]![5]!, 6)
    expect(weights.data[361 + middle]).toBeCloseTo(0.587 * rows[5]![5]!, 6)
    expect(weights.data[0]).toBe(0)
  })
})

describe('saturation', () => {
  test('of 1 changes nothing, of 0 is luma three times', () => {
    expect(saturated(1)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
    const luma = [0.299, 0.587, 0.114].map(Math.fround)
    expect(saturated(0)).toEqual([...luma, ...luma, ...luma])
  })

  test('of 2 is the preset that doubles it', () => {
    const expected = [1.701, -0.587, -0.114, -0.299, 1.413, -0.114, -0.299, -0.587, 1.886]
    saturated(2).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6))
  })

  test('leaves a fourth channel out', () => {
    expect(saturated(1, 4)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
  })
})
