import { describe, expect, it } from 'vitest'
import { CONTROL, CONTROL_WORDS } from './control'
import { ringBells } from './ring-bells'

const bellsOf = (control: Int32Array) => [...control.slice(CONTROL.bells, CONTROL.bells + 4)]

describe('the bells of a pool', () => {
  it('ring for the workers that are called, and for no other', () => {
    const control = new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4))
    ringBells(control, 65, 2, true)
    expect(bellsOf(control)).toEqual([65, 65, 0, 0])
    ringBells(control, 131, 3, false)
    expect(bellsOf(control)).toEqual([131, 131, 131, 0])
  })

  it('ring for the next when the one before has come, and do not wait for the last', () => {
    const control = new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4))
    const seen: number[][] = []
    const load = Atomics.load
    Atomics.load = ((array: Int32Array, index: number) => {
      if (index === CONTROL.arrived) {
        seen.push(bellsOf(control))
        Atomics.add(control, CONTROL.arrived, 1)
      }
      return load(array, index)
    }) as typeof Atomics.load
    try {
      ringBells(control, 67, 3, true)
    } finally {
      Atomics.load = load
    }
    expect(seen).toEqual([
      [67, 0, 0, 0],
      [67, 67, 0, 0],
    ])
    expect(bellsOf(control)).toEqual([67, 67, 67, 0])
  })
})
