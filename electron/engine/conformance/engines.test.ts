import { afterAll, describe, expect, test } from 'vitest'
import { resolveConvolution } from '../convolution/spec'
import { createCpuEngine } from '../cpu/engine'
import { TYPESCRIPT } from '../cpu/typescript'
import type { Engine } from '../engine'
import { createGpuEngine } from '../gpu/engine'
import { openNodeGpu } from '../gpu/node-gpu'
import { TensorMemory } from '../tensors/memory'
import { loadOnnxCases, loadOnnxPadCases, onnxAbsence, worstOnnxError } from './onnx-cases'

const never = new AbortController().signal
const cpu = createCpuEngine({ memory: new TensorMemory(false) })
const node = await openNodeGpu()
const gpu = node.gpu ? await createGpuEngine(node.gpu) : null
const gpuAbsence = node.gpu ? null : ` (skipped: ${node.absence})`

/** Every case on one variant. */
function holdToOnnx(engine: Engine | null, variant: string): void {
  test.each([...loadOnnxCases(), ...loadOnnxPadCases()])('$name', async (row) => {
    const convolution = resolveConvolution(row.layer, row.input.shape)
    const prepared = await engine!.prepare(convolution, { variant, threads: 1 })
    const { output } = await prepared.run(row.input, never, () => undefined)
    expect(worstOnnxError(output, row.expected)).toBeLessThanOrEqual(1)
    prepared.dispose()
  })
}

afterAll(() => {
  cpu.dispose()
  gpu?.dispose()
})

const exact = ['auto', 'wasm-direct', TYPESCRIPT]
for (const variant of exact) {
  describe.skipIf(onnxAbsence)(`cpu ${variant} on ONNX's cases${onnxAbsence ?? ''}`, () => {
    holdToOnnx(cpu, variant)
  })
}

const absence = onnxAbsence ?? gpuAbsence
describe.skipIf(absence)(`webgpu on ONNX's cases${absence ?? ''}`, () => {
  holdToOnnx(gpu, 'auto')
})
describe.skipIf(absence)(`webgpu wgsl-direct on ONNX's cases${absence ?? ''}`, () => {
  holdToOnnx(gpu, 'wgsl-direct')
})
