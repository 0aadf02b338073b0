import { describe, expect, it } from 'vitest'
import { ExpectedTimes } from './expected-times'

describe('expected times', () => {
  it('follow the last run by its work and its threads', () => {
    const times = new ExpectedTimes()
    expect(times.of({ routine: 3, work: 10 }, 1)).toBe(Infinity)
    times.note({ routine: 3, work: 10 }, 2, 9)
    times.note({ routine: 3, work: 10 }, 2, 6)
    expect(times.of({ routine: 3, work: 10 }, 1)).toBe(12)
    expect(times.of({ routine: 3, work: 50 }, 4)).toBe(15)
    expect(times.of({ routine: 4, work: 10 }, 1)).toBe(Infinity)
    times.forget(3)
    expect(times.of({ routine: 3, work: 10 }, 2)).toBe(Infinity)
  })
})
