import { describe, expect, it } from 'vitest'
import { shownChannel, shownPlane } from './shown-channel'

/** A picture of one row, from its pixels' colours. */
function row(...pixels: readonly (readonly number[])[]) {
  const shape = { channels: pixels[0]!.length, height: 1, width: pixels.length }
  const data = Float32Array.from({ length: shape.channels * pixels.length }, (_, at) => {
    return pixels[at % pixels.length]![Math.floor(at / pixels.length)]!
  })
  return { shape, data }
}

const room = (maxWidth: number) => ({ region: null, maxWidth, maxHeight: 1 })
const whole = (maxWidth: number) => ({ ...room(maxWidth), isUnit: true })

describe('shownPlane', () => {
  it('averages a view after it was computed: black and red have the mean saturation ½, not 1', () => {
    const plane = shownPlane(row([0, 0, 0], [1, 0, 0]), 'saturation', room(1))
    expect(plane).toMatchObject({ channel: 'saturation', width: 1, height: 1 })
    expect([...plane.values]).toEqual([0.5])
  })

  it('averages hues as directions: 350° and 10° make 0°, and greys do not count', () => {
    const crimson = [1, 0, 1 / 6]
    const orange = [1, 1 / 6, 0]
    expect(shownPlane(row(crimson), 'hue', room(1)).values[0]).toBeCloseTo(350, 4)
    expect(shownPlane(row(orange), 'hue', room(1)).values[0]).toBeCloseTo(10, 4)
    expect(shownPlane(row(crimson, orange), 'hue', room(1)).values[0]! % 360).toBeCloseTo(0, 4)
    expect(shownPlane(row(orange, [0.5, 0.5, 0.5]), 'hue', room(1)).values[0]).toBeCloseTo(10, 4)
    expect(shownPlane(row([0.5, 0.5, 0.5]), 'hue', room(1)).values[0]).toBeNaN()
  })

  it('reads one pixel of a view, with alpha there or not', () => {
    const region = { y: 0, x: 1, height: 1, width: 1 }
    const plane = shownPlane(row([0, 0, 0, 1], [0.8, 0.2, 1, 0]), 'red-green', {
      ...room(1),
      region,
    })
    expect(plane).toMatchObject({ channel: 'red-green', region })
    expect(plane.values[0]).toBeCloseTo(0.6, 6)
  })
})

describe('shownChannel', () => {
  it('counts what lies at the ends of the range', () => {
    const colours = row([0, 0, 0], [1, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5])
    expect(shownChannel(colours, 0, whole(4)).clipped).toEqual({ atLow: 1, atHigh: 2 })
    expect(shownChannel(colours, 'lab-l', whole(4)).clipped).toEqual({ atLow: 1, atHigh: 1 })
    expect(shownChannel(colours, 'bt601-cr', whole(4)).clipped).toEqual({ atLow: 0, atHigh: 1 })
    expect(shownChannel(colours, 'hue', whole(4)).clipped).toBeNull()
    expect(shownChannel(colours, 0, { ...whole(4), isUnit: false }).clipped).toBeNull()
  })

  it('has statistics of all values, whatever the size that is shown', () => {
    const { plane, statistics } = shownChannel(row([0, 0, 0], [1, 0, 0]), 'value', whole(1))
    expect([...plane.values]).toEqual([0.5])
    expect(statistics).toMatchObject({ min: 0, max: 1, mean: 0.5, notFinite: 0 })
    expect(statistics.histogram.counts.at(-1)).toBe(1)
  })

  it('tells how many pixels have no hue, and the hue of the mean colour', () => {
    const { statistics } = shownChannel(row([1, 0, 0], [0, 1, 0], [0.3, 0.3, 0.3]), 'hue', whole(3))
    expect(statistics).toMatchObject({ min: 0, max: 120, notFinite: 1 })
    expect(statistics.mean).toBeCloseTo(60, 4)
  })
})
