import { describe, expect, it } from 'vitest'
import { BLOCK_SIDES, columnOrder, columnStages, rowOrder, rowStages } from './order'

describe('order of frequencies', () => {
  it('reverses the digits of a column of 32: radix 2, then 4 and 4', () => {
    // Place 16·p + 4·q + r holds the frequency p + 2·q + 8·r.
    expect(columnOrder(32).slice(0, 8)).toEqual([0, 8, 16, 24, 2, 10, 18, 26])
  })

  it('keeps runs of 16 along a row in order', () => {
    expect(rowOrder(32).slice(0, 4)).toEqual([0, 2, 4, 6])
    expect(rowOrder(32).slice(16, 19)).toEqual([1, 3, 5])
  })

  it.each(BLOCK_SIDES)('names every frequency of %i once', (side) => {
    const all = Array.from({ length: side }, (_, n) => n)
    expect(columnOrder(side).sort((a, b) => a - b)).toEqual(all)
    expect(rowOrder(side).sort((a, b) => a - b)).toEqual(all)
  })

  it.each(BLOCK_SIDES)('has passes for the whole of %i', (side) => {
    const product = (radices: number[]) => radices.reduce((all, radix) => all * radix, 1)
    expect(product(columnStages(side).map(({ radix }) => radix))).toBe(side)
    expect(product(rowStages(side).map(({ radix }) => radix)) * 16).toBe(side)
  })
})
