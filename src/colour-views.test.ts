import { describe, expect, it } from 'vitest'
import type { MapStatistics } from '../electron/contract/port'
import { DIVERGING_MAP, GREY, HUES, tint } from './canvas/colour-maps'
import { byteOf, channelScale, componentsOf, formatComponent, formatEnd } from './colour-views'

const statistics = (min: number, max: number) => ({ min, max }) as MapStatistics
const unit = { isUnit: true, isTinted: false }

describe('componentsOf', () => {
  it('follows the luma where a view has one', () => {
    expect(componentsOf('ycbcr', 'bt709')).toEqual(['bt709', 'bt709-cb', 'bt709-cr'])
    expect(componentsOf('lab', 'bt709')).toEqual(['lab-l', 'lab-a', 'lab-b'])
    expect(componentsOf('rgb', 'bt2020')).toEqual(['bt2020'])
    expect(componentsOf('grey', 'bt601')).toEqual([])
  })
})

describe('channelScale', () => {
  it('shows what is signed from minus to plus the largest magnitude', () => {
    const scale = channelScale('lab-b', statistics(-20, 60), unit)
    expect(scale).toMatchObject({ low: -60, high: 60, colours: DIVERGING_MAP })
    expect(channelScale('bt601-cr', statistics(-0.3, 0.1), unit)).toMatchObject({
      low: -0.3,
      high: 0.3,
    })
  })

  it('shows a hue as itself and L* from 0 to 100', () => {
    expect(channelScale('hue', statistics(10, 20), unit)).toMatchObject({
      high: 360,
      colours: HUES,
    })
    expect(channelScale('lab-l', statistics(10, 20), unit)).toMatchObject({
      high: 100,
      colours: GREY,
    })
  })

  it('shows pictures from 0 to 1, tinted or not, and data from least to largest', () => {
    expect(channelScale(2, statistics(0.2, 0.4), { isUnit: true, isTinted: true })).toMatchObject({
      low: 0,
      high: 1,
      colours: tint(2),
    })
    const data = { isUnit: false, isTinted: false }
    expect(channelScale(7, statistics(3, 5), data)).toMatchObject({
      low: 3,
      high: 5,
      colours: GREY,
    })
    expect(channelScale(7, statistics(-3, 5), data)).toMatchObject({
      low: -5,
      high: 5,
      colours: DIVERGING_MAP,
    })
  })
})

describe('values', () => {
  it('are written in the unit of their component', () => {
    expect(formatComponent('hue', 211.6, true)).toBe('212°')
    expect(formatComponent('hue', NaN, true)).toBe('–')
    expect(formatComponent('lab-a', -86.18, true)).toBe('−86.2')
    expect(formatComponent(0, 0.5, true)).toBe('0.500')
    expect(formatComponent(0, 1234.5, false)).toBe('1235')
  })

  it('stand at the ends of a range without zeros', () => {
    expect(formatEnd('value', 0.0004, true)).toBe('0')
    expect(formatEnd(0, 0.25, true)).toBe('0.25')
    expect(formatEnd('lab-l', 100, true)).toBe('100')
    expect(formatEnd(0, 1200, false)).toBe('1200')
  })

  it('have the byte that files keep', () => {
    expect(byteOf(0, 0.5, true)).toBe(128)
    expect(byteOf(0, 0.5, false)).toBeNull()
    expect(byteOf('bt601-cb', -0.168736, true)).toBe(85)
    expect(byteOf('bt601-cr', 0.5, true)).toBe(255)
    expect(byteOf('lab-l', 50, true)).toBeNull()
  })
})
