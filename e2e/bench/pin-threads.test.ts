import { describe, expect, it } from 'vitest'
import { busiestOf, ticksOf } from './pin-threads'

describe('binding threads to cores', () => {
  it('reads user and system time behind a name that holds blanks and brackets', () => {
    const fields = ['S', ...Array.from({ length: 10 }, (_, field) => field), 123, 45, 6, 7]
    expect(ticksOf(`4711 (a (b) c) ${fields.join(' ')}\n`)).toBe(168)
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
