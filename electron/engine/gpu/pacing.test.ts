import { describe, expect, it } from 'vitest'
import { DEFAULT_PACING, Pacer } from './pacing'

const { aimMs } = DEFAULT_PACING

/** Runs submissions on a machine where one tile takes msPerTile; returns how long each took. */
function play(pacer: Pacer, count: number, msPerTile: number): number[] {
  return Array.from({ length: count }, () => {
    const tiles = pacer.next(Infinity)
    pacer.took(tiles, tiles * msPerTile)
    return tiles * msPerTile
  })
}

describe('Pacer', () => {
  it('begins with the first multiply-adds, or one tile when that is more', () => {
    expect(new Pacer({ ...DEFAULT_PACING, firstMacs: 1000 }, 100).next(1e9)).toBe(10)
    expect(new Pacer({ ...DEFAULT_PACING, firstMacs: 1000 }, 1e6).next(1e9)).toBe(1)
  })

  it('grows at most fourfold until a submission takes what it may', () => {
    const pacer = new Pacer({ ...DEFAULT_PACING, firstMacs: 10 }, 1)
    expect(play(pacer, 6, 0.01)).toEqual([0.1, 0.4, 1.6, 6.4, aimMs, aimMs])
  })

  it('never asks for more than is left', () => {
    expect(new Pacer(DEFAULT_PACING, 1).next(7)).toBe(7)
  })

  it('comes down when the machine is slower than it was', () => {
    const pacer = new Pacer(DEFAULT_PACING, 100)
    play(pacer, 10, 0.01)
    expect(play(pacer, 5, 0.04).at(-1)).toBeLessThanOrEqual(aimMs)
  })

  it('is not thrown back by one slow submission', () => {
    const pacer = new Pacer(DEFAULT_PACING, 100)
    play(pacer, 10, 0.01)
    const before = pacer.next(Infinity)
    pacer.took(before, 1000)
    expect(pacer.next(Infinity)).toBeCloseTo(before * 0.7, -1)
  })

  it('does not take the small rest of a run for slowness', () => {
    const pacer = new Pacer(DEFAULT_PACING, 100)
    play(pacer, 10, 0.01)
    const before = pacer.next(Infinity)
    pacer.took(1, 5)
    expect(pacer.next(Infinity)).toBe(before)
  })

  it('stays at half after a lost device', () => {
    const pacer = new Pacer(DEFAULT_PACING, 100)
    play(pacer, 10, 0.01)
    const before = pacer.next(Infinity)
    pacer.halve()
    play(pacer, 10, 0.001)
    expect(pacer.next(Infinity)).toBe(before / 2)
  })
})
