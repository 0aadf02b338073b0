import { describe, expect, it } from 'vitest'
import type { Probe, ProbeChannel } from '../../electron/contract/port'
import { receiptForm, receiptScale, receiptSums, tapRows } from './receipt'

function channel(index: number, inputs: number[], weights: number[]): ProbeChannel {
  const products = inputs.map((value, tap) => value * weights[tap]!)
  return {
    channel: index,
    inputs: Float32Array.from(inputs),
    weights: Float32Array.from(weights),
    products: Float64Array.from(products),
    rows: Int32Array.of(0, 0, 1, 1),
    columns: Int32Array.of(0, 1, 0, 1),
    isPadding: Uint8Array.of(0, 1, 0, 0),
    sum: products.reduce((total, product) => total + product, 0),
  }
}

/** The top-left value of the lecture's example: 19 + 37 = 56. */
const deck: Probe = {
  output: { channel: 0, y: 0, x: 0 },
  kernel: { height: 2, width: 2 },
  channels: [channel(0, [0, 1, 3, 4], [0, 1, 2, 3]), channel(1, [1, 2, 4, 5], [1, 2, 3, 4])],
  bias: 0,
  value: 56,
  engineValue: 56,
}

describe('the receipt', () => {
  it('lays the taps of a channel out as rows of the kernel', () => {
    const rows = tapRows(deck.channels[1]!, 2)
    expect(rows.map((row) => row.map(({ product }) => product))).toEqual([
      [1, 4],
      [12, 20],
    ])
    expect(rows[0]![1]).toEqual({
      value: 2,
      weight: 2,
      product: 4,
      isPadding: true,
      row: 0,
      column: 1,
    })
  })

  it('sums each channel', () => {
    const { shown, rest } = receiptSums(deck)
    expect(shown.map(({ sum }) => sum)).toEqual([19, 37])
    expect(rest).toBeNull()
  })

  it('sums up the channels that are too many to draw', () => {
    const many = { ...deck, channels: Array.from({ length: 14 }, () => deck.channels[0]!) }
    const { shown, rest } = receiptSums(many)
    expect(shown).toHaveLength(12)
    expect(rest).toEqual({ count: 2, sum: 38 })
  })

  it('takes three matrices where they fit, one where they do not', () => {
    expect(receiptForm(deck, 1000)).toBe('matrices')
    expect(receiptForm(deck, 400)).toBe('products')
  })

  it('colours by the largest product and weight', () => {
    expect(receiptScale(deck)).toEqual({ product: 20, weight: 4 })
  })
})
