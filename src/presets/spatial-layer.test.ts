import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { initialValues } from './formula'
import { formulaBench } from './formula-bench'
import { PARAMETRIC } from './parametric'
import { spatialLayer, type Form } from './spatial-layer'

const layer = (form: Form, channels: number) =>
  spatialLayer([[1, 2]], channels, { form, settings: DEFAULT_SETTINGS }).weights

test('each channel alone: the kernel on the diagonal', () => {
  expect(layer('each', 2)).toEqual({
    shape: [2, 2, 1, 2],
    data: Float32Array.of(1, 2, 0, 0, 0, 0, 1, 2),
  })
})

test('one output: in full, by parts, by luma', () => {
  expect(layer('sum', 2)).toEqual({ shape: [1, 2, 1, 2], data: Float32Array.of(1, 2, 1, 2) })
  expect([...layer('mean', 2).data]).toEqual([0.5, 1, 0.5, 1])
  const luma = layer('luma', 4)
  expect(luma.shape).toEqual([1, 4, 1, 2])
  expect([...luma.data]).toEqual(
    [0.299, 0.598, 0.587, 1.174, 0.114, 0.228, 0, 0].map((value) => Math.fround(value)),
  )
})

test('two channels have no luma: each alone', () => {
  expect(layer('luma', 2).shape).toEqual([2, 2, 1, 2])
})

test.each(PARAMETRIC)('$id: every end of its sliders makes a finite kernel', (preset) => {
  const initial = initialValues(preset)
  for (const { key, min, max, initial: start } of preset.parameters) {
    expect(start).toBeGreaterThanOrEqual(min)
    expect(start).toBeLessThanOrEqual(max)
    for (const value of [min, max]) {
      const values = { ...initial, [key]: value }
      const asked = { form: 'each', settings: DEFAULT_SETTINGS } as const
      const { shape, data } = formulaBench(preset, values, 3, asked).layer.weights
      expect(data.every(Number.isFinite)).toBe(true)
      expect(Math.max(shape[2], shape[3])).toBeLessThanOrEqual(31)
    }
  }
})
