import { expect, it } from 'vitest'
import type { Probe, ProbeChannel } from '../../electron/contract/port'
import { receiptText, type ReceiptWords } from './receipt-text'

const words: ReceiptWords = {
  where: 'Y0 at column 0, row 0',
  values: 'values',
  weights: 'weights',
  products: 'products',
  padding: 'padding',
  bias: 'bias',
  value: 'value',
  nameOf: (channel) => `C${channel}`,
}

function channel(index: number, inputs: number[], weights: number[]): ProbeChannel {
  const products = Float64Array.from(inputs, (value, tap) => value * weights[tap]!)
  return {
    channel: index,
    inputs: Float32Array.from(inputs),
    weights: Float32Array.from(weights),
    products,
    rows: Int32Array.of(0, 0, 1, 1),
    columns: Int32Array.of(0, 1, 0, 1),
    isPadding: new Uint8Array(4),
    sum: products.reduce((total, product) => total + product, 0),
  }
}

function probe(channels: ProbeChannel[], bias: number): Probe {
  const value = channels.reduce((total, { sum }) => total + sum, bias)
  const output = { channel: 0, y: 0, x: 0 }
  return { output, kernel: { height: 2, width: 2 }, channels, bias, value, engineValue: null }
}

it('writes the lecture’s 56 as a table of tabs', () => {
  const deck = probe(
    [channel(0, [0, 1, 3, 4], [0, 1, 2, 3]), channel(1, [1, 2, 4, 5], [1, 2, 3, 4])],
    0,
  )
  expect(receiptText(deck, words).split('\n')).toEqual([
    'Y0 at column 0, row 0',
    '',
    'C0',
    'values\t\t\tweights\t\t\tproducts',
    '0\t1\t\t0\t1\t\t0\t1',
    '3\t4\t\t2\t3\t\t6\t12',
    '',
    'C1',
    'values\t\t\tweights\t\t\tproducts',
    '1\t2\t\t1\t2\t\t1\t4',
    '4\t5\t\t3\t4\t\t12\t20',
    '',
    'Σ C0\t19',
    'Σ C1\t37',
    'bias\t0',
    'value\t56',
    '',
  ])
})

it('says which taps are padding, and rounds nothing', () => {
  const own = {
    ...channel(0, [0.1, 1, 3, 4], [-0.3, 1, 0, 0]),
    isPadding: Uint8Array.of(1, 0, 0, 0),
    rows: Int32Array.of(-1, 0, 1, 1),
  }
  const lines = receiptText(probe([own], 0.7), words).split('\n')
  expect(lines[4]).toBe('0.1\t1\t\t-0.3\t1\t\t-0.03\t1\t\t(0, -1)')
  expect(lines[5]).toBe('3\t4\t\t0\t0\t\t0\t0')
  expect(lines.slice(-3, -1)).toEqual(['bias\t0.7', `value\t${1 - 0.03 + 0.7}`])
})
