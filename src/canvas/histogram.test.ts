import { describe, expect, it } from 'vitest'
import { histogramPath } from './histogram'

describe('histogramPath', () => {
  const histogram = { low: 0, high: 4, counts: [0, 4, 1, 0] }

  it('draws each bin as high as the square root of its count', () => {
    expect(histogramPath(histogram, 0, 4)).toBe('M0 100V100H25V0H50V50H75V100H100V100Z')
  })

  it('places the bins on a wider scale', () => {
    expect(histogramPath(histogram, -4, 4)).toContain('M50 100')
  })
})
