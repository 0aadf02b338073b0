import { describe, expect, it } from 'vitest'
import { createTransform } from './transform'

describe('createTransform', () => {
  it('makes a transform of 4 worked by hand, turning by +2πi', () => {
    // 1·1 + 2·i^k + 3·(−1)^k + 4·(−i)^k
    const [re, im] = [Float64Array.of(1, 2, 3, 4), new Float64Array(4)]
    createTransform(4)(re, im)
    const close = (values: Float64Array) =>
      [...values].map((value) => Math.round(value * 1e9) / 1e9)
    expect(close(re)).toEqual([10, -2, -2, -2])
    expect(close(im).map((value) => value + 0)).toEqual([0, -2, 0, 2])
  })

  it('agrees with the sum of the definition', () => {
    const side = 32
    const re = Float64Array.from({ length: side }, (_, n) => Math.sin(n * n))
    const im = Float64Array.from({ length: side }, (_, n) => Math.cos(3 * n))
    const sums = Array.from({ length: side }, (_, k) => {
      let [sumRe, sumIm] = [0, 0]
      for (let n = 0; n < side; n++) {
        const angle = (2 * Math.PI * k * n) / side
        sumRe += re[n]! * Math.cos(angle) - im[n]! * Math.sin(angle)
        sumIm += re[n]! * Math.sin(angle) + im[n]! * Math.cos(angle)
      }
      return [sumRe, sumIm] as const
    })
    createTransform(side)(re, im)
    sums.forEach(([sumRe, sumIm], k) => {
      expect(re[k]).toBeCloseTo(sumRe, 11)
      expect(im[k]).toBeCloseTo(sumIm, 11)
    })
  })

  it('keeps the energy (Parseval)', () => {
    const re = Float64Array.from({ length: 256 }, (_, n) => ((n * 37) % 101) / 101)
    const im = new Float64Array(256)
    const energy = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0)
    const before = energy(re)
    createTransform(256)(re, im)
    expect((energy(re) + energy(im)) / 256).toBeCloseTo(before, 10)
  })
})
