import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES, loadCase } from '../convolution/cases'
import { compareWithReference } from '../measure/agreement'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine, type CpuEngine } from './engine'
import { VARIANTS } from './plan'
import { bundleNodeThread } from './pool/bundle-node-thread'
import type { CreateWorker } from './pool/control'
import { PROFILES } from './profile'

const nothing = () => undefined
const never = new AbortController().signal

/** Every variant × case × profile on 1, 2 and 3 threads: right, and the same bits. */
describe.each(PROFILES)('threads, $name', (profile) => {
  let createWorker: CreateWorker
  let engine: CpuEngine

  beforeAll(async () => {
    createWorker = await bundleNodeThread()
    engine = createCpuEngine({ memory: new TensorMemory(true), createWorker, threads: 3, profile })
  })
  afterAll(() => engine.dispose())

  describe.each(VARIANTS.map(({ family }) => family))('%s', (variant) => {
    const { refusal } = VARIANTS.find(({ family }) => family === variant)!
    const covered = CASES.filter((row) => refusal(loadCase(row).convolution) === null)

    it.each(covered)('$name', async (row) => {
      const { convolution, input } = loadCase(row)
      const results: Float32Array[] = []
      for (const threads of [1, 2, 3]) {
        const prepared = await engine.prepare(convolution, { variant, threads })
        const { output } = await prepared.run(input, never, nothing)
        const { errorBound } = prepared
        expect(compareWithReference(convolution, input, { output, errorBound }).agrees).toBe(true)
        results.push(output.slice())
        prepared.dispose()
      }
      expect(results[1]).toEqual(results[0])
      expect(results[2]).toEqual(results[0])
    })
  })
})
