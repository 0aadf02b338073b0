import { describe, expect, it } from 'vitest'
import { sumOfPasses } from './timestamps'

describe('sumOfPasses', () => {
  it('adds the passes and leaves out what lies between them', () => {
    expect(sumOfPasses(BigUint64Array.of(1_000_000n, 3_500_000n, 9_000_000n, 9_500_000n))).toBe(3)
  })

  it.each([
    ['nothing was written', [0n, 0n]],
    ['the clock is too coarse', [500n, 500n]],
    ['a pass ends before it begins', [900n, 100n]],
  ])('gives nothing when %s', (_, times) => {
    expect(sumOfPasses(BigUint64Array.from(times))).toBeNull()
  })
})
