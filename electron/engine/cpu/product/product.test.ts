import { describe, expect, it } from 'vitest'
import { compose } from '../../../contract/sentence'
import { loadCase, type Case } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import { createCpuEngine } from '../engine'
import { PROFILES } from '../profile'
import { planProduct } from './plan'
import { PRODUCT } from './product'

const never = new AbortController().signal

const ROWS: readonly Case[] = [
  { name: 'three pixels', input: [5, 1, 3], weights: [7, 5, 1, 1] },
  { name: 'more channels than a panel holds', input: [1500, 3, 11], weights: [5, 1500, 1, 1] },
  {
    name: 'the last panel nearly twice as long',
    input: [3, 1, 16 * 64 + 63],
    weights: [9, 3, 1, 1],
  },
  { name: 'groups', input: [6, 8, 128], weights: [10, 3, 1, 1], settings: { groups: 2 } },
]

describe.each(PROFILES)('a 1×1 layer as a matrix product, $name', (profile) => {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })

  it.each(ROWS)('$name', async (row) => {
    const { convolution, input } = loadCase(row)
    const prepared = await engine.prepare(convolution, { variant: 'wasm-product', threads: 1 })
    const { output } = await prepared.run(input, never, () => undefined)
    const { errorBound } = prepared
    expect(compareWithReference(convolution, input, { output, errorBound }).agrees).toBe(true)
    prepared.dispose()
  })
})

it('packed channels lie an odd number of cache lines apart', () => {
  const { convolution } = loadCase({ name: 'E', input: [64, 32, 256], weights: [64, 64, 1, 1] })
  const { pitch, panels, panelPixels } = planProduct(convolution.geometry, PROFILES[0]!)
  expect([panels, panelPixels]).toEqual([16, 512])
  expect(pitch).toBe(512 * 4 + 64)
})

it.each<[string, Case]>([
  ['1×1 kernels, not 1×3', { name: 'wide', input: [1, 4, 4], weights: [1, 1, 1, 3] }],
  [
    'stride 1, not 2, 1',
    { name: 's', input: [1, 4, 4], weights: [1, 1, 1, 1], settings: { stride: { y: 2, x: 1 } } },
  ],
  [
    'layers without padding, not 0, 0, 0, 2',
    {
      name: 'p',
      input: [1, 4, 4],
      weights: [1, 1, 1, 1],
      settings: { padding: { top: 0, right: 0, bottom: 0, left: 2 } },
    },
  ],
])('covers %s', (sentence, row) => {
  expect(compose(PRODUCT.refusal(loadCase(row).convolution)!)).toBe(
    `wasm-product covers ${sentence}; wasm-direct covers it.`,
  )
})
