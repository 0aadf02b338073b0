import { describe, expect, test } from 'vitest'
import { RESPONSE_SIDE, type Inspection, type KernelFacts } from '../../electron/contract/doctor'
import { bandText, decibels, findingsOf } from './findings'

/** A box of 3 × 3 on one channel. */
const BOX: KernelFacts = {
  sum: 1,
  negative: 0,
  positive: 1,
  symmetry: { x: 'even', y: 'even', halfTurn: 'even', quarterTurn: 'even' },
  separation: { kernels: 1, rank: 1, direct: 9, separable: 6 },
  response: {
    values: new Float32Array(RESPONSE_SIDE ** 2),
    largest: 1,
    x: { peak: 0, gain: 1, low: null, high: 0.15527 },
    y: { peak: 0, gain: 1, low: null, high: 0.15527 },
  },
}
const lines = (facts: Partial<KernelFacts>, more: Partial<Inspection> = {}) => {
  const inspection: Inspection = {
    bias: 0,
    channels: [0],
    kernel: { height: 3, width: 3 },
    clipping: null,
    facts: { ...BOX, ...facts },
    ...more,
  }
  return Object.fromEntries(findingsOf(inspection).map((finding) => [finding.name, finding]))
}

test.each([
  [1, '0'],
  [2, '6.02'],
  [0.5, '−6.02'],
  [-10, '20'],
  [100, '40'],
  [0, '−∞'],
  [0.9999, '0'],
])('a gain of %s is %s dB', (gain, text) => expect(decibels(gain)).toBe(text))

test('bands end at 0 and 0.5, and a dash says that nothing passes', () => {
  expect(bandText(null)).toBe('–')
  expect(bandText({ peak: 0.25, gain: 1, low: 0.125, high: null })).toBe('0.125\u00a0…\u00a00.5')
})

describe('the lines', () => {
  test('of a box: kept, inside, a third saved, a low pass', () => {
    const { sum, range, rank, frequency, symmetry } = lines({})
    expect(sum!.sentence.key).toBe('sum.kept')
    expect(range!.sentence.key).toBe('range.inside')
    expect(rank!.sentence).toMatchObject({ key: 'rank.saves', params: { saved: '33.3\u00a0%' } })
    expect(frequency!.values[0]!.params).toEqual({ band: '0\u00a0…\u00a00.155' })
    expect(frequency!.sentence.key).toBe('frequency.low')
    expect(symmetry!.sentence.key).toBe('symmetry.round')
  })

  test('count the bias to what is possible, but not to the gain', () => {
    const { sum, range } = lines({ sum: 0, negative: -4, positive: 4 }, { bias: 0.5 })
    expect(range!.values[0]!.params).toEqual({ low: '−3.5', high: '4.5' })
    expect(sum!.sentence.key).toBe('sum.nothing')
  })

  test('tell the clipped shares of the map', () => {
    const { clipping } = lines({}, { clipping: { below: 1, above: 2, total: 8 } })
    expect(clipping!.values.map(({ params }) => params)).toEqual([
      { share: '12.5\u00a0%' },
      { share: '25.0\u00a0%' },
    ])
    expect(clipping!.sentence.params).toEqual({ share: '37.5\u00a0%' })
    expect(lines({}).clipping!.sentence.key).toBe('clipping.unknown')
  })

  test('say when separating saves nothing, and when there is nothing to separate', () => {
    const costs = { kernels: 1, rank: 2, direct: 9, separable: 12 }
    expect(lines({ separation: costs }).rank!.sentence.key).toBe('rank.costs')
    const nothing = { kernels: 0, rank: 0, direct: 0, separable: 0 }
    expect(lines({ separation: nothing }).rank!.sentence.key).toBe('zeros')
  })
})
