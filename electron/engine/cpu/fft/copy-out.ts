import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitVectorStores } from '../wasm/store-vectors'
import type { FftPlan } from './plan'

/** target[x] ← row[x] + bias. Signature: (row, target, columns, address of the bias − its offset). */
export function emitCopyOut(module: ModuleEmitter, plan: FftPlan): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  const vectors = plan.layout.vectors
  return module.define('copyOut', { parameters, results: [] }, (f) => {
    const [row, target, columns, biasAt] = f.parameters(4)
    const [at, whole, end, from, to] = f.locals('i32', 5)
    const bias = f.local('v128')
    f.get(biasAt).op('v128.load32_splat', plan.constants.bias).set(bias)
    f.get(columns)
      .int(-4 * vectors)
      .op('i32.and')
      .int(2)
      .op('i32.shl')
      .set(whole)
    f.get(columns).int(2).op('i32.shl').set(end)
    const values = f.locals('v128', vectors)
    f.int(0).set(at)
    f.count(at, whole, 16 * vectors, () => {
      f.get(row, at).op('i32.add').set(from)
      f.get(target, at).op('i32.add').set(to)
      values.forEach((value, lane) =>
        f
          .get(from)
          .op('v128.load', lane * 16)
          .get(bias)
          .op('f32x4.add')
          .set(value),
      )
      emitVectorStores(f, { address: to, values })
    })
    f.count(at, end, 4, () => {
      f.get(target, at).op('i32.add').get(row, at).op('i32.add').op('f32.load')
      f.get(bias).op('f32x4.extract_lane', 0).op('f32.add').op('f32.store')
    })
  })
}
