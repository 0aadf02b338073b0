import { describe, expect, it } from 'vitest'
import { cellText, exactText } from './number-text'

describe('exactText', () => {
  it.each([
    [0.1, '0.1'],
    [Math.fround(0.299), '0.299'],
    [-2, '-2'],
    [0, '0'],
    [Math.fround(1 / 9), '0.11111111'],
    [Math.fround(Math.SQRT2), '1.4142135'],
    [1e-7, '1e-7'],
  ])('%d is %s', (value, text) => {
    expect(exactText(value)).toBe(text)
  })

  it('comes back as the same f32', () => {
    for (const value of [1 / 3, 2 / 7, 1e-20, 123456.789, -0.0123].map(Math.fround)) {
      expect(Math.fround(Number(exactText(value)))).toBe(value)
    }
  })
})

describe('cellText', () => {
  it.each([
    [-0.125, 5, '−.125'],
    [1 / 9, 5, '.1111'],
    [1 / 9, 4, '.111'],
    [-1 / 3, 4, '−.33'],
    [476, 4, '476'],
    [-1, 4, '−1'],
    [0, 4, '0'],
    [0.00004, 4, '4e−5'],
    [1234567, 4, '1e6'],
    [-0.00001234, 4, '≈0'],
    [-1 / 256, 4, '≈0'],
    [-1.5e12, 4, '…'],
  ])('%d in %d characters is %j', (value, room, text) => {
    expect(cellText(Math.fround(value), room)).toBe(text)
  })
})
