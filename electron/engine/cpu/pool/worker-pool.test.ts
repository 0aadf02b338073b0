import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES, loadCase, type Case } from '../../convolution/cases'
import { TensorMemory } from '../../tensors/memory'
import type { CpuEngine } from '../engine'
import { createCpuEngine } from '../engine'
import { bundleNodeThread } from './bundle-node-thread'

const nothing = () => undefined
const never = new AbortController().signal
const large: Case = { name: 'large', input: [8, 700, 900], weights: [16, 8, 7, 7] }

describe('worker pool', () => {
  let memory: TensorMemory
  let engine: CpuEngine

  beforeAll(async () => {
    memory = new TensorMemory(true)
    engine = createCpuEngine({ memory, createWorker: await bundleNodeThread(), threads: 3 })
  })
  afterAll(() => engine.dispose())

  it.each(CASES)('gives the same bits on 1, 2 and 3 threads: $name', async (row) => {
    const { convolution, input } = loadCase(row)
    const results: Float32Array[] = []
    for (const threads of [1, 2, 3]) {
      const prepared = await engine.prepare(convolution, { variant: 'auto', threads })
      results.push((await prepared.run(input, never, nothing)).output.slice())
      // The run before was short: now the calling thread takes part.
      results.push((await prepared.run(input, never, nothing)).output.slice())
      prepared.dispose()
    }
    for (const result of results) expect(result).toEqual(results[0])
    expect(results).toHaveLength(6)
    expect(results[0]!.some((value) => value !== 0)).toBe(true)
  })

  it('reads an input in shared memory where it is', async () => {
    const { convolution, input } = loadCase(CASES[2]!)
    const data = memory.allocate(input.data.length)
    data.set(input.data)
    const prepared = await engine.prepare(convolution, { variant: 'auto', threads: 2 })
    const copied = (await prepared.run(input, never, nothing)).output.slice()
    const taken = memory.takenBytes
    const { output } = await prepared.run({ shape: input.shape, data }, never, nothing)
    expect(output).toEqual(copied)
    expect(memory.takenBytes).toBe(taken)
    prepared.dispose()
    memory.free(data)
  })

  it('is cancelled within a strip and runs again afterwards', async () => {
    const { convolution, input } = loadCase(large)
    const prepared = await engine.prepare(convolution, { variant: 'auto', threads: 2 })
    const whole = (await prepared.run(input, never, nothing)).output.slice()
    const controller = new AbortController()
    const cancelled = prepared.run(input, controller.signal, nothing)
    setTimeout(() => controller.abort(), 1)
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    const { output } = await prepared.run(input, never, nothing)
    expect(output.every((value, index) => Object.is(value, whole[index]))).toBe(true)
    prepared.dispose()
  })

  it('neither grows nor keeps anything over many runs', async () => {
    const { convolution, input } = loadCase(CASES[2]!)
    const before = memory.takenBytes
    let size = 0
    for (let round = 0; round < 30; round++) {
      const prepared = await engine.prepare(convolution, { variant: 'auto', threads: 2 })
      await prepared.run(input, never, nothing)
      prepared.dispose()
      if (round === 0) size = memory.sizeBytes
    }
    expect(memory.sizeBytes).toBe(size)
    expect(memory.takenBytes).toBe(before)
  })

  it('names the variants that exist when asked for another', async () => {
    const { convolution } = loadCase(CASES[2]!)
    await expect(
      engine.prepare(convolution, { variant: 'wasm-magic', threads: 1 }),
    ).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('"wasm-magic"; it has auto, ') as string,
    })
  })
})
