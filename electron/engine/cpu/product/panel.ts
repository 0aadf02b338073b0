import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitVectorStores } from '../wasm/store-vectors'
import type { ProductPlan } from './plan'

/** Vectors copied per turn. */
const VECTORS = 4

/**
 * Work division: one call copies `pixels` values of every input channel of a group, one channel
 * below the other at the panel's own pitch. Signature: (input, panel, pixels).
 */
export function emitPanelCopy(module: ModuleEmitter, plan: ProductPlan): Callee {
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  return module.define('copyPanel', signature, (f) => {
    const [input, panel, pixels] = f.parameters(3)
    const [channel, bytes, whole] = f.locals('i32', 3)
    f.get(pixels).int(2).op('i32.shl').tee(bytes)
    f.int(-VECTORS * 16)
      .op('i32.and')
      .set(whole)
    f.int(0).set(channel)
    f.count(channel, plan.geometry.inChannelsPerGroup, 1, () => {
      emitRowCopy(f, { input, panel, bytes, whole })
      f.get(input)
        .int(plan.pixels * 4)
        .op('i32.add')
        .set(input)
      f.get(panel).int(plan.pitch).op('i32.add').set(panel)
    })
  })
}

interface RowCopy {
  readonly input: Local
  readonly panel: Local
  readonly bytes: Local
  /** Bytes that are copied by whole turns. */
  readonly whole: Local
}

function emitRowCopy(f: FunctionEmitter, { input, panel, bytes, whole }: RowCopy): void {
  const [at, source, target] = f.locals('i32', 3)
  const values = f.locals('v128', VECTORS)
  f.int(0).set(at)
  f.count(at, whole, VECTORS * 16, () => {
    f.get(input, at).op('i32.add').set(source)
    f.get(panel, at).op('i32.add').set(target)
    values.forEach((value, n) =>
      f
        .get(source)
        .op('v128.load', n * 16)
        .set(value),
    )
    emitVectorStores(f, { address: target, values })
  })
  f.count(at, bytes, 4, () => {
    f.get(panel, at).op('i32.add')
    f.get(input, at).op('i32.add').op('f32.load').op('f32.store')
  })
}
