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

/** WCAG 2 contrast of two `rgb(r g b)` or `#rrggbb` colours. */
function contrast(first: string, second: string): number {
  const parts = (colour: string): number[] =>
    colour.startsWith('#')
      ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
      : (colour.match(/\d+/g) ?? []).map(Number)
  const luminance = (colour: string): number => {
    const [red, green, blue] = parts(colour).map((byte) =>
      byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('numbers on heat', () => {
  it.each([LIGHT_POLES, DARK_POLES])('can be read on every colour', (poles) => {
    for (const { fill, text } of heatTable(poles)) {
      expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
