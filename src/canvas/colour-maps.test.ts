import { describe, expect, it } from 'vitest'
import { DIVERGING_MAP, GREY, NOT_FINITE_INDEX, cssColour, tint } from './colour-maps'

/** Perceived lightness, roughly: BT.709 weights on sRGB bytes. */
function lightness(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

describe('colour maps', () => {
  it('run grey from black to white in 256 even steps', () => {
    expect(cssColour(GREY, 0)).toBe('#000000')
    expect(cssColour(GREY, 128)).toBe('#808080')
    expect(cssColour(GREY, 255)).toBe('#ffffff')
  })

  it('pack bytes in the order of ImageData: alpha first in the number, red last', () => {
    expect(tint(0)[255]).toBe(0xff0000ff)
    expect(tint(2)[255]).toBe(0xffff0000)
  })

  it('tint channels beyond blue in grey', () => {
    expect(tint(3)).toBe(GREY)
  })

  it('mark what is not finite in a colour that no map has', () => {
    for (const map of [GREY, DIVERGING_MAP, tint(0)]) {
      expect(cssColour(map, NOT_FINITE_INDEX)).toBe('#ff00ff')
      expect([...map.slice(0, 256)]).not.toContain(map[NOT_FINITE_INDEX])
    }
  })

  it('grow lighter from zero to both ends of the diverging map, blue against orange', () => {
    const light = Array.from({ length: 256 }, (_, index) =>
      lightness(cssColour(DIVERGING_MAP, index)),
    )
    for (let step = 1; step < 127; step++) {
      expect(light[127 - step]!).toBeGreaterThanOrEqual(light[127 - step + 1]!)
      expect(light[128 + step]!).toBeGreaterThanOrEqual(light[128 + step - 1]!)
    }
    const [low, high] = [cssColour(DIVERGING_MAP, 64), cssColour(DIVERGING_MAP, 192)]
    expect(parseInt(low.slice(5), 16)).toBeGreaterThan(parseInt(low.slice(1, 3), 16))
    expect(parseInt(high.slice(1, 3), 16)).toBeGreaterThan(parseInt(high.slice(5), 16))
  })
})
