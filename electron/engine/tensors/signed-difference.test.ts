import { describe, expect, test } from 'vitest'
import type { Geometry } from '../../contract/spec'
import { atFieldCentres, signedDifference } from './signed-difference'

/** 0 … 24 in 5 × 5. */
const INPUT = { height: 5, width: 5, values: Float32Array.from({ length: 25 }, (_, at) => at) }

function geometry(kernel: number, stride: number, padding: number, output: number): Geometry {
  return {
    spec: { stride: { y: stride, x: stride }, padding: { top: padding, left: padding } },
    effectiveKernel: { height: kernel, width: kernel },
    output: { channels: 1, height: output, width: output },
  } as unknown as Geometry
}

describe('differences', () => {
  test('are signed, and 0 with itself', () => {
    const other = { ...INPUT, values: INPUT.values.map((value) => value + 2) }
    expect([...signedDifference(INPUT, other).values]).toEqual(Array<number>(25).fill(-2))
    expect([...signedDifference(INPUT, INPUT).values]).toEqual(Array<number>(25).fill(0))
  })

  test('take the input at the centres of the receptive fields', () => {
    // Fields [0, 3) and [2, 5) have their centres in rows and columns 1 and 3.
    expect([...atFieldCentres(INPUT, geometry(3, 2, 0, 2)).values]).toEqual([6, 8, 16, 18])
    // A 2 × 2 field's centre lies between four pixels: (0 + 1 + 5 + 6) / 4.
    expect(atFieldCentres(INPUT, geometry(2, 1, 0, 4)).values[0]).toBe(3)
    // Padded by 2 the first field [−2, 1) has its centre at −1, outside.
    expect([...atFieldCentres(INPUT, geometry(3, 4, 2, 2)).values]).toEqual([NaN, NaN, NaN, 18])
  })
})
