import { describe, expect, it } from 'vitest'
import { DIVERGING_MAP } from './colour-maps'
import { automaticGain, colourIndex, rangeOfAll, scaleFor } from './scale'

const range = { min: -2, max: 6 }

describe('scaleFor', () => {
  it('clamps to 0…1, or to 0…255 for data, whatever the values are', () => {
    expect(scaleFor('clamp', range)).toMatchObject({ low: 0, high: 1 })
    expect(scaleFor('clamp', range, { white: 255, gain: 4 })).toMatchObject({ low: 0, high: 255 })
  })

  it('shows the size of a value from 0 to the largest', () => {
    expect(scaleFor('absolute', { min: -9, max: 6 })).toMatchObject({
      low: 0,
      high: 9,
      isMagnitude: true,
    })
  })

  it('keeps zero in the middle for mid-grey and diverging', () => {
    expect(scaleFor('mid-grey', range)).toMatchObject({ low: -6, high: 6 })
    expect(scaleFor('diverging', range)).toMatchObject({ low: -6, high: 6, colours: DIVERGING_MAP })
  })

  it('spans min–max, and one unit where all values are alike', () => {
    expect(scaleFor('min-max', range)).toMatchObject({ low: -2, high: 6 })
    expect(scaleFor('min-max', { min: 5, max: 5 })).toMatchObject({ low: 5, high: 6 })
  })

  it('never has an empty span, even for a map of zeros', () => {
    expect(scaleFor('diverging', { min: 0, max: 0 })).toMatchObject({ low: -1, high: 1 })
  })

  it('narrows the signed modes by the gain and leaves the others exact', () => {
    expect(scaleFor('mid-grey', range, { gain: 4 })).toMatchObject({ low: -1.5, high: 1.5 })
    expect(scaleFor('absolute', range, { gain: 4 })).toMatchObject({ low: 0, high: 1.5 })
    expect(scaleFor('min-max', range, { gain: 4 })).toMatchObject({ low: -2, high: 6 })
  })
})

describe('automaticGain', () => {
  // Eight bins over −4…4, their middles at ±0.5, ±1.5, ±2.5, ±3.5.
  const histogram = (...counts: number[]) => ({ low: -4, high: 4, counts })

  it('is 1 where many values are large', () => {
    expect(automaticGain(histogram(10, 10, 10, 10, 10, 10, 10, 10))).toBe(1)
  })

  it('is 2 where no more than 2 % lie beyond half of the largest', () => {
    expect(automaticGain(histogram(1, 0, 20, 30, 28, 20, 0, 1))).toBe(2)
    expect(automaticGain(histogram(2, 0, 20, 30, 27, 20, 0, 1))).toBe(1)
  })

  it('is 4 where nearly all lie within a quarter', () => {
    expect(automaticGain(histogram(1, 0, 0, 50, 49, 0, 0, 0))).toBe(4)
  })
})

describe('rangeOfAll', () => {
  it('holds every range', () => {
    expect(rangeOfAll([range, { min: -3, max: 1 }])).toEqual({ min: -3, max: 6 })
    expect(rangeOfAll([])).toEqual({ min: 0, max: 1 })
  })
})

describe('colourIndex', () => {
  it('takes the ends of the scale for what lies outside', () => {
    const scale = scaleFor('clamp', range)
    expect([-0.1, 0, 0.5, 1, 7].map((value) => colourIndex(value, scale))).toEqual([
      0, 0, 128, 255, 255,
    ])
    expect(colourIndex(NaN, scale)).toBe(256)
  })
})
