import { describe, expect, it } from 'vitest'
import { cellTexts } from './cell-texts'
import { scaleFor } from './scale'

const region = { y: 0, x: 0, height: 2, width: 2 }
const plane = { height: 2, width: 2, region, values: Float32Array.of(56, 72, 104, 120) }
const scale = scaleFor('min-max', { min: 56, max: 120 })

describe('cellTexts', () => {
  it('writes every value, dark on light and light on dark', () => {
    const texts = cellTexts(plane, region, { height: 80, width: 80 }, scale)
    expect(texts).toMatchObject({ region, fontSize: 12 })
    expect(texts?.cells).toEqual([
      { text: '56', isOnLight: false },
      { text: '72', isOnLight: false },
      { text: '104', isOnLight: true },
      { text: '120', isOnLight: true },
    ])
  })

  it('writes from 24 px a pixel on, and smaller so that the longest number fits', () => {
    const short = { ...plane, values: Float32Array.of(-0.5, 1, 2, 3) }
    const texts = cellTexts(short, region, { height: 48, width: 48 }, scale)
    // 19.2 px, four fifths of 24, hold three characters of 0.61 em in 10.5 px.
    expect(texts?.cells[0]?.text).toBe('−.5')
    expect(texts?.fontSize).toBe(10)
    expect(cellTexts(short, region, { height: 48, width: 47 }, scale)).toBeNull()
  })

  it('writes nothing rather than smaller than 9 px', () => {
    const long = { ...plane, values: Float32Array.of(-0.1234, 1, 2, 3) }
    // 24 px hold −.12 in 7.5 px; 28 px in 9.
    expect(cellTexts(long, region, { height: 48, width: 48 }, scale)).toBeNull()
    const texts = cellTexts(long, region, { height: 56, width: 56 }, scale)
    expect(texts?.cells[0]?.text).toBe('−.12')
    expect(texts?.fontSize).toBe(9)
  })

  it('leaves a tenth free on each side, and keeps the digits before the point', () => {
    const wide = { ...plane, values: Float32Array.of(-0.00247, 123.4, 12.34, 0.5) }
    const texts = cellTexts(wide, region, { height: 84, width: 84 }, scale)
    expect(texts?.cells.map(({ text }) => text)).toEqual(['−.0025', '123', '12', '.5'])
    // 33.6 px for six characters of 0.61 em.
    expect(texts?.fontSize).toBe(9)
  })

  it('writes larger for a room, from larger pixels on', () => {
    const drawn = { height: 90, width: 90, digits: 1.5 }
    expect(cellTexts(plane, region, drawn, scale)?.fontSize).toBe(18)
    expect(cellTexts(plane, region, { ...drawn, width: 71 }, scale)).toBeNull()
    expect(cellTexts(plane, region, { ...drawn, width: 72 }, scale)).not.toBeNull()
  })

  it('writes the pixels that are seen, of a part of a plane', () => {
    const part = { ...plane, region: { y: 10, x: 20, height: 2, width: 2 } }
    const window = { y: 11.2, x: 20.5, height: 0.5, width: 1 }
    const texts = cellTexts(part, window, { height: 40, width: 80 }, scale)
    expect(texts?.region).toEqual({ y: 11, x: 20, height: 1, width: 2 })
    expect(texts?.cells.map(({ text }) => text)).toEqual(['104', '120'])
  })

  it('writes nothing where a value stands for several pixels', () => {
    const sampled = { ...plane, region: { y: 0, x: 0, height: 20, width: 20 } }
    expect(cellTexts(sampled, sampled.region, { height: 800, width: 800 }, scale)).toBeNull()
  })
})
