import { describe, expect, it } from 'vitest'
import { greySpread, greyTwins } from './grey-loss'

/** The lecture's pair, red (255,0,0) and green (0,130,0); the red again; a grey of another level. */
const PICTURE = {
  shape: { channels: 3, height: 2, width: 2 },
  data: Float32Array.of(1, 0, 1, 0.8, 0, 130 / 255, 0, 0.8, 0, 0, 0, 0.8),
}
const ROOM = { maxWidth: 2, maxHeight: 2 }
const ask = { pixel: { y: 0, x: 0 }, tolerance: 0.5, ...ROOM }

describe('greyTwins', () => {
  it('finds that BT.601 makes red and green one grey', () => {
    const twins = greyTwins(PICTURE, { luma: 'bt601', ...ask })
    expect(twins.level).toBeCloseTo(76.245, 3)
    expect([...twins.share.values]).toEqual([1, 1, 1, 0])
    expect(twins).toMatchObject({ same: 3, others: 1, total: 4, farthest: { y: 0, x: 1 } })
    // L*a*b* of red is 53.241, 80.093, 67.203; of (0,130,0), by the formulas in f64 without tables,
    // 46.927, −52.280, 50.458: √(6.313² + 132.373² + 16.745²) = 133.58.
    expect(twins.farthestDeltaE).toBeCloseTo(133.58, 1)
  })

  it('finds that BT.709 tells them apart, until 39 steps are allowed', () => {
    const twins = greyTwins(PICTURE, { luma: 'bt709', ...ask })
    expect([...twins.share.values]).toEqual([1, 0, 1, 0])
    expect(twins).toMatchObject({ same: 2, others: 0, farthestDeltaE: 0, farthest: { y: 0, x: 0 } })
    expect(greyTwins(PICTURE, { luma: 'bt709', ...ask, tolerance: 39 }).same).toBe(3)
  })

  it('takes the share of marked pixels where several are one', () => {
    const twins = greyTwins(PICTURE, { luma: 'bt601', ...ask, maxWidth: 1, maxHeight: 1 })
    expect([...twins.share.values]).toEqual([0.75])
  })

  it('refuses what is not there', () => {
    expect(() => greyTwins(PICTURE, { luma: 'bt601', ...ask, pixel: { y: 2, x: 0 } })).toThrow(
      'There is no pixel at row 2, column 0; the picture has 2 × 2.',
    )
    const grey = { shape: { channels: 1, height: 1, width: 1 }, data: Float32Array.of(0) }
    expect(() => greyTwins(grey, { luma: 'bt601', ...ask })).toThrow('needs the channels R, G, B')
  })
})

describe('greySpread', () => {
  it('is the RMS distance to the mean colour of a level: two colours d apart, 2 to 1, give d·√2/3', () => {
    const d = greyTwins(PICTURE, { luma: 'bt601', ...ask }).farthestDeltaE
    const { spread, rmsDeltaE, lost, total, worst } = greySpread(PICTURE, 'bt601', ROOM)
    expect(worst).toEqual({ level: 76, spread: expect.closeTo((d * Math.SQRT2) / 3, 6) as number })
    expect([...spread.values].map((value) => Number(value.toFixed(3)))).toEqual(
      [1, 1, 1, 0].map((share) => Number((share * worst.spread).toFixed(3))),
    )
    expect(rmsDeltaE).toBeCloseTo(Math.sqrt((3 * worst.spread ** 2) / 4), 6)
    expect([lost, total]).toEqual([3, 4])
  })

  it('is nothing where every level has one colour', () => {
    const found = greySpread(PICTURE, 'bt709', ROOM)
    expect([...found.spread.values]).toEqual([0, 0, 0, 0])
    expect(found).toMatchObject({ rmsDeltaE: 0, lost: 0 })
  })
})
