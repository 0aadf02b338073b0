import { expect, it } from 'vitest'
import { letteringFor } from './wall-lettering'
import { READABLE, ZOOM_LEVELS } from './wall-layout'

const widths = ZOOM_LEVELS.slice(READABLE).map(({ width }) => width)

it.each([1, 1.5])('a tenth of every cell stays free on each side, digits ×%d', (digits) => {
  for (const width of widths.map((one) => Math.round(one * digits))) {
    const { face, room } = letteringFor(width, digits)
    // DejaVu Sans Mono, the widest of the font stack: 1233 of 2048 units.
    const free = (width - 1 - (room * face * 1233) / 2048) / 2
    expect(free / (width - 1), `${width} px`).toBeGreaterThanOrEqual(0.095)
  }
})

it('larger cells hold more, never smaller written', () => {
  const all = widths.map((width) => letteringFor(width, 1))
  expect(all.map(({ room }) => room)).toEqual([4, 5, 5, 6, 7])
  expect(all.map(({ face }) => face)).toEqual([10, 10, 11.5, 12, 13])
})
