import { describe, expect, it } from 'vitest'
import { addedTimes, busiestOf, nanosecondsOf, packsThreads } from './pin-threads'

describe('binding threads to cores', () => {
  it('reads the time on a core, which comes before the time in the queue', () => {
    expect(nanosecondsOf('1114177325 6682437102 29684\n')).toBe(1_114_177_325)
  })

  it('knows kernels that pack threads onto few cores', () => {
    expect(packsThreads('quiet sched_vcpu_pack=15 rdinit=/init\n')).toBe(true)
    expect(packsThreads('quiet sched_vcpu_pack=0')).toBe(false)
    expect(packsThreads('quiet splash')).toBe(false)
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
    const spent = addedTimes(new Map(), before, after)
    expect(busiestOf(spent, 2)).toEqual([11, 13])
    expect(busiestOf(spent, 1)).toEqual([13])
  })

  it('remembers a thread that got no core in one warm-up, not one that has ended', () => {
    const first = addedTimes(
      new Map(),
      new Map(),
      new Map([
        [10, 5],
        [11, 90],
        [12, 80],
        [13, 70],
      ]),
    )
    const before = new Map([
      [10, 5],
      [11, 90],
      [12, 80],
    ])
    const after = new Map([
      [10, 9],
      [11, 95],
      [12, 80],
    ])
    expect([...addedTimes(first, before, after)]).toEqual([
      [10, 9],
      [11, 95],
      [12, 80],
    ])
    expect(busiestOf(addedTimes(first, before, after), 2)).toEqual([11, 12])
  })
})
