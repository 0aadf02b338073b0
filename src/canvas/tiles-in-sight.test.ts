import { describe, expect, it } from 'vitest'
import { tilesInSight } from './tiles-in-sight'

const grid = { count: 512, columns: 2, rowHeight: 100 }

describe('tilesInSight', () => {
  it('gives whole rows, one more at either end', () => {
    expect(tilesInSight({ ...grid, from: 1050, to: 1450 })).toEqual([18, 32])
  })

  it('stays within the grid', () => {
    expect(tilesInSight({ ...grid, from: -300, to: 250 })).toEqual([0, 8])
    expect(tilesInSight({ ...grid, count: 5, from: 0, to: 900 })).toEqual([0, 5])
    expect(tilesInSight({ ...grid, from: 25_500, to: 26_000 })).toEqual([508, 512])
    expect(tilesInSight({ ...grid, count: 0, from: 0, to: 900 })).toEqual([0, 0])
  })
})
