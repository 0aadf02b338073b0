import { describe, expect, it } from 'vitest'
import { formatFixed, formatMs, formatShort, formatValue } from './format'

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [56, '56'],
    [104.00001, '104'],
    [-0.031249, '−0.03125'],
    [1 / 3, '0.3333'],
    [-1.174, '−1.174'],
    [12345.6, '12346'],
    [1.2e-7, '1.20e−7'],
    [-3e9, '−3.00e+9'],
    [NaN, 'NaN'],
    [-Infinity, '−∞'],
  ])('%s is written %s', (value, text) => {
    expect(formatValue(value)).toBe(text)
  })
})

describe('formatShort', () => {
  it('fits over a pixel', () => {
    const values = [56, -10.632, 7.9741, 104, 0.0312, -1.19e-7, 12345, NaN, 0]
    expect(values.map((value) => formatShort(value))).toEqual([
      '56',
      '−10.6',
      '7.97',
      '104',
      '0.0312',
      '−1e−7',
      '1e+4',
      'NaN',
      '0',
    ])
  })
})

describe('formatShort with two digits', () => {
  it('keeps those before the point up to three, as ever', () => {
    const texts = [0.00247, 1.26, 12.6, 123.4, 1234].map((value) => formatShort(value, 2))
    expect(texts).toEqual(['0.0025', '1.3', '13', '123', '1230'])
  })
})

describe('formatFixed', () => {
  it('keeps its decimals and a true minus sign', () => {
    expect(formatFixed(-0.5, 3)).toBe('−0.500')
  })
})

describe('formatMs', () => {
  it('has about two digits', () => {
    expect([0.423, 8.26, 127.4].map(formatMs)).toEqual(['0.42', '8.3', '127'])
  })
})
