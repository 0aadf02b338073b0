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
  /** Bytes from run to run where several are copied side by side; one run when left out. */
  readonly runs?: readonly { readonly from: number; readonly to: number }[]
}

const ONE_RUN = [{ from: 0, to: 0 }]

/** Copies runs of values that follow each other, and nothing beyond their end. */
export function emitRunCopy(f: FunctionEmitter, copy: RunCopy): void {
  const { from, to, count, vectors, runs = ONE_RUN } = copy
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
    for (const run of runs) {
      values.forEach((value, n) =>
        f
          .get(source)
          .op('v128.load', run.from + n * 16)
          .set(value),
      )
      emitVectorStores(f, { address: target, offset: run.to, values })
    }
  })
  f.count(at, end, 4, () => {
    for (const run of runs) {
      f.get(to, at).op('i32.add')
      f.get(from, at).op('i32.add').op('f32.load', run.from).op('f32.store', run.to)
    }
  })
}
