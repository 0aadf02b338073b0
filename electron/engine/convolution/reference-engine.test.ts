import { describe, expect, test } from 'vitest'
import { compareWithReference } from '../measure/agreement'
import { CASES, loadCase } from './cases'
import { createReferenceEngine } from './reference-engine'

const engine = createReferenceEngine()
const nothing = () => undefined
const never = new AbortController().signal

describe('the reference as an engine', () => {
  test.each(CASES)('rounds the oracle to f32: $name', async (row) => {
    const { convolution, input } = loadCase(row)
    const prepared = await engine.prepare(convolution, { variant: 'auto', threads: 0 })
    const { output } = await prepared.run(input, never, nothing)
    expect(
      compareWithReference(convolution, input, { output, errorBound: prepared.errorBound }),
    ).toMatchObject({ agrees: true, whole: true })
  })

  test('has one variant and says so', async () => {
    const { convolution } = loadCase(CASES[0]!)
    await expect(
      engine.prepare(convolution, { variant: 'quick', threads: 0 }),
    ).rejects.toMatchObject({
      code: 'unsupported',
      message: 'The reference has no variant "quick"; it has reference-f64.',
    })
  })

  test('stops soon when it is cancelled', async () => {
    const { convolution, input } = loadCase({
      name: 'long',
      input: [4, 300, 300],
      weights: [4, 4, 5, 5],
    })
    const prepared = await engine.prepare(convolution, { variant: 'auto', threads: 0 })
    const abort = new AbortController()
    let told = 0
    const running = prepared.run(input, abort.signal, (fraction) => {
      told = fraction
      abort.abort()
    })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThan(0.9)
  })
})
