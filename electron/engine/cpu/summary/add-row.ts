import type { FunctionEmitter, Signature } from '../wasm/emitter'
import { emitFoursEnd } from './scan'

/** add(sums, row, width, weight) */
export const ADD_ROW: Signature = { parameters: ['i32', 'i32', 'i32', 'f64'], results: [] }

/**
 * sums[x] ← sums[x] + weight·row[x], f64, for a row of f32: the very operations of `planeOf`, so that
 * the values are the same to the last bit. isFirst: the sums before are 0 and are not read.
 */
export function emitAddRow(f: FunctionEmitter, isFirst: boolean): void {
  const [sums, row, width] = f.parameters(3)
  const [limit, end] = f.locals('i32', 2)
  const weight = f.parameter(3)
  const [weights, value, zero] = f.locals('v128', 3)
  f.get(weight).op('f64x2.splat').set(weights)
  emitFoursEnd(f, { from: row, count: width, to: limit })
  f.get(row, width).int(2).op('i32.shl').op('i32.add').set(end)
  const addTwo = (lanes: readonly [number, number, number, number], offset: number): void => {
    f.get(sums)
    if (isFirst) f.get(zero)
    else f.get(sums).op('v128.load', offset)
    f.get(value, value).shuffle(lanes).op('f64x2.promote_low_f32x4')
    f.get(weights).op('f64x2.mul').op('f64x2.add').op('v128.store', offset)
  }
  f.count(row, limit, 16, () => {
    f.get(row).op('v128.load').set(value)
    addTwo([0, 1, 0, 1], 0)
    addTwo([2, 3, 2, 3], 16)
    f.get(sums).int(32).op('i32.add').set(sums)
  })
  f.count(row, end, 4, () => {
    f.get(row).op('v128.load32_splat').set(value)
    f.get(sums)
    if (isFirst) f.get(zero)
    else f.get(sums).op('f64.load').op('f64x2.splat')
    f.get(value).op('f64x2.promote_low_f32x4').get(weights)
    f.op('f64x2.mul').op('f64x2.add').op('f64x2.extract_lane').op('f64.store')
    f.get(sums).int(8).op('i32.add').set(sums)
  })
}
