import type { FunctionEmitter, Local } from '../wasm/emitter'
import type { Signature } from '../wasm/emitter'

/** What a scan keeps, in bytes: four smallest, four largest values and two f64 sums. */
export const EXTREMES = { min: 0, max: 16, sum: 32, bytes: 48 } as const

/** scan(address, count, extremes) */
export const SCAN: Signature = { parameters: ['i32', 'i32', 'i32'], results: [] }

/** Takes `count` f32 from an address into the extremes at another: one load per four values. */
export function emitScan(f: FunctionEmitter): void {
  const [from, count, extremes] = f.parameters(3)
  const [min, max, sum, value] = f.locals('v128', 4)
  const [limit, end] = f.locals('i32', 2)
  f.get(extremes).op('v128.load', EXTREMES.min).set(min)
  f.get(extremes).op('v128.load', EXTREMES.max).set(max)
  f.get(extremes).op('v128.load', EXTREMES.sum).set(sum)
  emitFoursEnd(f, { from, count, to: limit })
  f.count(from, limit, 16, () => {
    f.get(from).op('v128.load').set(value)
    f.get(min, value).op('f32x4.pmin').set(min)
    f.get(max, value).op('f32x4.pmax').set(max)
    f.get(sum, value).op('f64x2.promote_low_f32x4')
    f.get(value, value).shuffle([2, 3, 2, 3]).op('f64x2.promote_low_f32x4')
    f.op('f64x2.add').op('f64x2.add').set(sum)
  })
  f.get(extremes, sum).op('v128.store', EXTREMES.sum)
  f.get(limit, count).int(3).op('i32.and').int(2).op('i32.shl').op('i32.add').set(end)
  f.count(from, end, 4, () => {
    f.get(from).op('v128.load32_splat').set(value)
    f.get(min, value).op('f32x4.pmin').set(min)
    f.get(max, value).op('f32x4.pmax').set(max)
    f.get(extremes, extremes).op('f64.load', EXTREMES.sum)
    f.get(from).op('f32.load').op('f64.promote_f32').op('f64.add').op('f64.store', EXTREMES.sum)
  })
  f.get(extremes, min).op('v128.store', EXTREMES.min)
  f.get(extremes, max).op('v128.store', EXTREMES.max)
}

/** to ← where the last whole four of `count` f32 from an address ends. */
export function emitFoursEnd(
  f: FunctionEmitter,
  { from, count, to }: { from: Local; count: Local; to: Local },
): void {
  f.get(from, count).int(2).op('i32.shr_u').int(4).op('i32.shl').op('i32.add').set(to)
}
