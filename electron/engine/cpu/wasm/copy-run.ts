import type { FunctionEmitter, Local } from './emitter'
import { emitVectorStores } from './store-vectors'

export interface RunCopy {
  /** Addresses of the first value. */
  readonly from: Local
  readonly to: Local
  /** How many f32 values. */
  readonly count: Local
  /** Vectors of a turn; what is left of whole turns is copied value by value. */
  readonly vectors: number
}

/** Copies a run of values that follow each other, and nothing beyond its end. */
export function emitRunCopy(f: FunctionEmitter, { from, to, count, vectors }: RunCopy): void {
  const [at, whole, end, source, target] = f.locals('i32', 5)
  const values = f.locals('v128', vectors)
  f.get(count).int(2).op('i32.shl').tee(end)
  f.int(-vectors * 16)
    .op('i32.and')
    .set(whole)
  f.int(0).set(at)
  f.count(at, whole, vectors * 16, () => {
    f.get(from, at).op('i32.add').set(source)
    f.get(to, at).op('i32.add').set(target)
    values.forEach((value, n) =>
      f
        .get(source)
        .op('v128.load', n * 16)
        .set(value),
    )
    emitVectorStores(f, { address: target, values })
  })
  f.count(at, end, 4, () => {
    f.get(to, at).op('i32.add')
    f.get(from, at).op('i32.add').op('f32.load').op('f32.store')
  })
}
