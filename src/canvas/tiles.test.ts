import { describe, expect, it } from 'vitest'
import { layTiles } from './tiles'

const picture = { width: 600, height: 400 }

describe('layTiles', () => {
  it('gives one map the whole width', () => {
    expect(layTiles(1, picture, { width: 386, height: 600 }, 46)).toEqual({
      columns: 1,
      picture: { width: 384, height: 256 },
    })
  })

  it('puts four maps two by two where that makes them largest', () => {
    expect(layTiles(4, picture, { width: 386, height: 380 }, 46).columns).toBe(2)
  })

  it('fits the height: (300 − 46 − 2) · 3 / 2 = 378 wide in a broad, low panel', () => {
    const { columns, picture: room } = layTiles(1, picture, { width: 900, height: 300 }, 46)
    expect([columns, room.width]).toEqual([1, 378])
  })

  it('takes the fewest rows where every number of columns gives the smallest tiles', () => {
    const square = { width: 200, height: 200 }
    expect(layTiles(4, square, { width: 386, height: 340 }, 46).columns).toBe(2)
  })

  it('never goes below 120 px: many maps scroll', () => {
    const { columns, picture: room } = layTiles(64, picture, { width: 386, height: 300 }, 46)
    expect(room.width).toBeGreaterThanOrEqual(Math.min(120, Math.floor((386 - 12) / columns) - 2))
  })
})
