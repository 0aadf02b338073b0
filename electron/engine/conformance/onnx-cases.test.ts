import { describe, expect, test } from 'vitest'
import { runReference } from '../convolution/reference'
import { resolveConvolution } from '../convolution/spec'
import { loadOnnxCases, loadOnnxPadCases, onnxAbsence, worstOnnxError } from './onnx-cases'

describe.skipIf(onnxAbsence)(`the reference on ONNX's cases${onnxAbsence ?? ''}`, () => {
  const cases = loadOnnxCases()
  const padCases = loadOnnxPadCases()
  const folders = (found: readonly { name: string }[]) =>
    new Set(found.map(({ name }) => name.replace(/\[.*/, '')))

  test('all 2-D convolutions and paddings are found', () => {
    expect([...folders(cases)].filter((name) => /^test_(basic_)?conv/.test(name))).toHaveLength(6)
    expect([...folders(cases)].filter((name) => name.startsWith('test_Conv2d'))).toHaveLength(11)
    expect(folders(cases)).toContain('test_operator_conv')
    expect(folders(cases).size).toBe(18)
    expect([...folders(padCases)].sort()).toEqual([
      'test_ConstantPad2d',
      'test_ReflectionPad2d',
      'test_ReplicationPad2d',
      'test_ZeroPad2d',
      'test_operator_pad',
    ])
  })

  test.each([...cases, ...padCases])('$name', async ({ layer, input, expected }) => {
    const convolution = resolveConvolution(layer, input.shape)
    expect(convolution.geometry.output).toEqual(expected.shape)
    const { output } = await runReference(convolution, input)
    expect(worstOnnxError(output, expected)).toBeLessThanOrEqual(1)
  })
})

test('the tolerance is ONNX’s own', () => {
  const expected = { shape: { channels: 1, height: 1, width: 2 }, data: new Float32Array([2, 0]) }
  expect(worstOnnxError([2, 0], expected)).toBe(0)
  expect(worstOnnxError([2.0021, 0], expected)).toBeGreaterThan(1)
  expect(worstOnnxError([2, 2e-7], expected)).toBeGreaterThan(1)
  expect(worstOnnxError([NaN, 0], expected)).toBe(Infinity)
  expect(worstOnnxError([2], expected)).toBe(Infinity)
})
