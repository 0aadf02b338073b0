import { describe, expect, it } from 'vitest'
import { DARK_POLES, heatOf, heatTable, LIGHT_POLES } from './heat'

describe.each([
  ['light', LIGHT_POLES],
  ['dark', DARK_POLES],
])('heat, %s', (_, poles) => {
  const table = heatTable(poles)

  it('runs from pole to pole through neutral', () => {
    expect(heatOf(table, -2, 2).fill).toBe(`rgb(${poles.negative.join(' ')})`)
    expect(heatOf(table, 0, 2).fill).toBe(`rgb(${poles.neutral.join(' ')})`)
    expect(heatOf(table, 2, 2).fill).toBe(`rgb(${poles.positive.join(' ')})`)
  })

  it('shows a tiny weight in another colour than none', () => {
    expect(heatOf(table, 1e-6, 2).fill).not.toBe(heatOf(table, 0, 2).fill)
    expect(heatOf(table, -1e-6, 2).fill).not.toBe(heatOf(table, 1e-6, 2).fill)
  })

  it('is neutral for a layer of zeros', () => {
    expect(heatOf(table, 0, 0).fill).toBe(`rgb(${poles.neutral.join(' ')})`)
  })
})
