import { describe, expect, it } from 'vitest'
import { parseNumber } from './parse-number'

describe('parseNumber', () => {
  it.each([
    ['0.25', 0.25],
    ['.25', 0.25],
    ['5.', 5],
    ['0,25', 0.25],
    [' 12 ', 12],
    ['-1', -1],
    ['−1', -1],
    ['–1', -1],
    ['+3', 3],
    ['1/9', 1 / 9],
    ['-1/16', -0.0625],
    ['1 / 4', 0.25],
    ['1,5/3', 0.5],
    ['1e-3', 0.001],
    ['2E4', 20000],
    ['1e−2', 0.01],
    ['√2', Math.SQRT2],
    ['−√2/2', -Math.SQRT1_2],
    ['１．５', 1.5],
    ['－２', -2],
    ['1。5', 1.5],
    ['-0', -0],
  ])('reads %j as %d', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    '',
    '-',
    '1/',
    '/9',
    '1/0',
    '0/0',
    'abc',
    '1.2.3',
    '1,000.5',
    '1 2x',
    '1e',
    '1e39',
    'NaN',
    '--1',
  ])('does not take %j for a number', (text) => {
    expect(parseNumber(text)).toBeNull()
  })
})
