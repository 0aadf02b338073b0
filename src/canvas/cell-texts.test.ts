import { describe, expect, it } from 'vitest'
import { cellTexts } from './cell-texts'
import { scaleFor } from './scale'

const region = { height: 2, width: 2 }
const plane = { ...region, region, values: Float32Array.of(56, 72, 104, 120) }
const scale = scaleFor('min-max', { min: 56, max: 120 })

describe('cellTexts', () => {
  it('writes every value, dark on light and light on dark', () => {
    expect(cellTexts(plane, { height: 80, width: 80 }, scale)).toEqual([
      { text: '56', isOnLight: false },
      { text: '72', isOnLight: false },
      { text: '104', isOnLight: true },
      { text: '120', isOnLight: true },
    ])
  })

  it('writes nothing where pixels are small or stand for several', () => {
    expect(cellTexts(plane, { height: 80, width: 60 }, scale)).toBeNull()
    const sampled = { ...plane, region: { height: 20, width: 20 } }
    expect(cellTexts(sampled, { height: 80, width: 80 }, scale)).toBeNull()
  })
})
