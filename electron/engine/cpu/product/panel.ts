import { emitRunCopy } from '../wasm/copy-run'
import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
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
    const channel = f.local('i32')
    f.int(0).set(channel)
    f.count(channel, plan.geometry.inChannelsPerGroup, 1, () => {
      emitRunCopy(f, { from: input, to: panel, count: pixels, vectors: VECTORS })
      f.get(input)
        .int(plan.pixels * 4)
        .op('i32.add')
        .set(input)
      f.get(panel).int(plan.pitch).op('i32.add').set(panel)
    })
  })
}
