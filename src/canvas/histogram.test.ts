import { describe, expect, it } from 'vitest'
import { foldedHistogram, histogramPath } from './histogram'

describe('histogramPath', () => {
  const histogram = { low: 0, high: 4, counts: [0, 4, 1, 0] }

  it('draws each bin as high as the square root of its count', () => {
    expect(histogramPath(histogram, 0, 4)).toBe('M0 100V100H25V0H50V50H75V100H100V100Z')
  })

  it('places the bins on a wider scale', () => {
    expect(histogramPath(histogram, -4, 4)).toContain('M50 100')
  })
})

describe('foldedHistogram', () => {
  it('puts equal magnitudes together', () => {
    const found = foldedHistogram({ low: -2, high: 2, counts: [1, 2, 30, 40] })
    // 2 wide in 4 bins: each bin of before is shared by two.
    expect(found).toEqual({ low: 0, high: 2, counts: [16, 16, 20.5, 20.5] })
  })

  it('keeps every value where zero lies within a bin', () => {
    const { low, high, counts } = foldedHistogram({ low: -1, high: 3, counts: [6, 10] })
    // −1…1 and 1…3 into 0…1.5 and 1.5…3.
    expect([low, high]).toEqual([0, 3])
    expect(counts).toEqual([8.5, 7.5])
  })

  it('leaves alone what is not negative', () => {
    const histogram = { low: 0.5, high: 2, counts: [3, 4] }
    expect(foldedHistogram(histogram)).toEqual(histogram)
  })
})
