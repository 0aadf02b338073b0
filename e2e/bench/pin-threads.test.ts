import { describe, expect, it } from 'vitest'
import { busiestOf, nanosecondsOf } from './pin-threads'

describe('binding threads to cores', () => {
  it('reads the time on a core, which comes before the time in the queue', () => {
    expect(nanosecondsOf('1114177325 6682437102 29684\n')).toBe(1_114_177_325)
  })

  it('takes those that computed most since, also new ones, in the order of their numbers', () => {
    const before = new Map([
      [10, 500],
      [11, 2],
      [12, 3],
    ])
    const after = new Map([
      [10, 510],
      [11, 30],
      [12, 3],
      [13, 40],
    ])
    expect(busiestOf(before, after, 2)).toEqual([11, 13])
    expect(busiestOf(before, after, 1)).toEqual([13])
  })
})
