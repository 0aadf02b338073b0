import { describe, expect, it } from 'vitest'
import { runsFor, turnsOf } from './schedule'

describe('schedule', () => {
  it('counts about a second of runs, 15 to 60, and 7 of slow ones', () => {
    expect([0, 5, 20, 40, 100, 399, 500, 9000].map(runsFor)).toEqual([60, 60, 50, 25, 15, 15, 7, 7])
  })

  it('takes turns run by run', () => {
    expect(turnsOf([3, 3])).toEqual([0, 1, 0, 1, 0, 1])
  })

  it('spreads the runs of the slower one over the whole', () => {
    expect(turnsOf([6, 2])).toEqual([0, 0, 0, 1, 0, 0, 0, 1])
  })

  it('gives every engine its count', () => {
    const turns = turnsOf([60, 15, 7, 37])
    const counts = [0, 1, 2, 3].map((engine) => turns.filter((turn) => turn === engine).length)
    expect(counts).toEqual([60, 15, 7, 37])
    expect(turnsOf([])).toEqual([])
  })
})
