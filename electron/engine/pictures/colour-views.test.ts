import { describe, expect, it } from 'vitest'
import { LUMAS, nominalRange, type ColourComponent, type Luma } from '../../contract/tensors'
import { createRandom } from '../../contract/random'
import { componentOf, writeLab } from './colour-views'
import { exactLabFunction, exactLinear, labFunction, linearOf } from './lab-tables'

type Triple = [number, number, number]

/** A component of a colour given in bytes. */
const of = (
  component: Luma | ColourComponent,
  ...bytes: readonly [number, number, number]
): number => componentOf(component)(bytes[0] / 255, bytes[1] / 255, bytes[2] / 255)

describe('L*a*b*', () => {
  // Published for sRGB and D65 (0.95047, 1, 1.08883), among others by easyrgb.com and brucelindbloom.com.
  it.each<[string, Triple, Triple]>([
    ['white', [255, 255, 255], [100, 0, 0]],
    ['black', [0, 0, 0], [0, 0, 0]],
    ['red', [255, 0, 0], [53.2408, 80.0925, 67.2032]],
    ['green', [0, 255, 0], [87.7347, -86.1827, 83.1793]],
    ['blue', [0, 0, 255], [32.297, 79.1875, -107.8602]],
    ['middle grey', [119, 119, 119], [50.0344, 0, 0]],
  ])('of %s is the published one', (_, bytes, lab) => {
    const components = (['lab-l', 'lab-a', 'lab-b'] as const).map((name) => of(name, ...bytes))
    components.forEach((value, at) => expect(Math.abs(value - lab[at]!)).toBeLessThan(0.02))
    const written = new Float64Array(3)
    writeLab(written, bytes[0] / 255, bytes[1] / 255, bytes[2] / 255)
    expect([...written]).toEqual(components)
  })

  it('is read from tables that keep to the exact curves', () => {
    let [worstLight, worstRoot] = [0, 0]
    for (let at = 0; at <= 100_003; at++) {
      const value = at / 100_003
      worstLight = Math.max(worstLight, Math.abs(linearOf(value) - exactLinear(value)))
      worstRoot = Math.max(worstRoot, Math.abs(labFunction(value) - exactLabFunction(value)))
    }
    expect(worstLight).toBeLessThan(1e-6)
    expect(worstRoot).toBeLessThan(1e-6)
    expect([linearOf(0), linearOf(1), linearOf(-1), linearOf(2)]).toEqual([0, 1, 0, 1])
    expect(linearOf(NaN)).toBeNaN()
  })
})

describe('HSV', () => {
  // Worked by hand: (200, 100, 50): max 200, chroma 150, hue 60·(100 − 50)/150 = 20°.
  it.each<[Triple, number, number, number]>([
    [[200, 100, 50], 20, 0.75, 200 / 255],
    [[255, 0, 0], 0, 1, 1],
    [[0, 255, 0], 120, 1, 1],
    [[0, 0, 255], 240, 1, 1],
    [[255, 0, 51], 348, 1, 1],
    [[51, 102, 102], 180, 0.5, 0.4],
  ])('of %s', (bytes, hue, saturation, value) => {
    expect(of('hue', ...bytes)).toBeCloseTo(hue, 9)
    expect(of('saturation', ...bytes)).toBeCloseTo(saturation, 9)
    expect(of('value', ...bytes)).toBeCloseTo(value, 9)
  })

  it('gives greys no hue, and black no saturation', () => {
    expect(of('hue', 80, 80, 80)).toBeNaN()
    expect(of('saturation', 80, 80, 80)).toBe(0)
    expect(of('saturation', 0, 0, 0)).toBe(0)
  })
})

describe('YCbCr', () => {
  it('with BT.601 has the bytes of JPEG: red is 76, 85, 255', () => {
    expect(Math.round(255 * of('bt601', 255, 0, 0))).toBe(76)
    expect(Math.round(128 + 255 * of('bt601-cb', 255, 0, 0))).toBe(85)
    expect(Math.min(255, Math.round(128 + 255 * of('bt601-cr', 255, 0, 0)))).toBe(255)
  })

  it.each(LUMAS)('with %s reaches ±½ at blue and yellow, red and cyan, and 0 at grey', (luma) => {
    expect(of(`${luma}-cb`, 0, 0, 255)).toBeCloseTo(0.5, 12)
    expect(of(`${luma}-cb`, 255, 255, 0)).toBeCloseTo(-0.5, 12)
    expect(of(`${luma}-cr`, 255, 0, 0)).toBeCloseTo(0.5, 12)
    expect(of(`${luma}-cr`, 0, 255, 255)).toBeCloseTo(-0.5, 12)
    expect(of(`${luma}-cr`, 90, 90, 90)).toBeCloseTo(0, 12)
  })
})

describe('opponent', () => {
  it('is R − G, (R + G)/2 − B and the mean', () => {
    expect(of('red-green', 204, 51, 0)).toBeCloseTo(0.6, 12)
    expect(of('yellow-blue', 204, 51, 255)).toBeCloseTo(-0.5, 12)
    expect(of('mean', 204, 51, 255)).toBeCloseTo(2 / 3, 12)
  })
})

describe('nominalRange', () => {
  const components = [
    ...['hue', 'saturation', 'value', 'lab-l', 'lab-a', 'lab-b'],
    ...['bt709-cb', 'bt2020-cr', 'bt601', 'red-green', 'yellow-blue', 'mean'],
  ] as (Luma | ColourComponent)[]

  it.each(components)('of %s holds every colour', (component) => {
    const [low, high] = nominalRange(component)
    const next = createRandom(component)
    for (let count = 0; count < 2000; count++) {
      // Corners of the cube too: there the extremes lie.
      const side = (): number => Math.min(1, Math.max(0, next() * 1.4 - 0.2))
      const value = componentOf(component)(side(), side(), side())
      if (Number.isNaN(value)) continue
      expect(value).toBeGreaterThanOrEqual(low - 1e-6)
      expect(value).toBeLessThanOrEqual(high + 1e-6)
    }
  })
})
