import { emitRunCopy } from '../wasm/copy-run'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import type { ProductPlan } from './plan'

/** Vectors copied per turn. */
const VECTORS = 4
/** Channels copied side by side: their runs lie in other pages, and the wait for the first lines of one hides the others'. */
const CHANNELS = 4

/**
 * Work division: one call copies `pixels` values of every input channel of a group, one channel
 * below the other at the panel's own pitch. Signature: (input, panel, pixels).
 */
export function emitPanelCopy(module: ModuleEmitter, plan: ProductPlan): Callee {
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  return module.define('copyPanel', signature, (f) => {
    const [input, panel, pixels] = f.parameters(3)
    const channel = f.local('i32')
    const rest = plan.geometry.inChannelsPerGroup % CHANNELS
    f.int(0).set(channel)
    f.count(channel, plan.geometry.inChannelsPerGroup - rest, CHANNELS, () =>
      emitChannels(f, plan, { input, panel, pixels, channels: CHANNELS }),
    )
    if (rest > 0) emitChannels(f, plan, { input, panel, pixels, channels: rest })
  })
}

/** Copies so many channels and moves on behind them. */
function emitChannels(
  f: FunctionEmitter,
  plan: ProductPlan,
  of: { input: Local; panel: Local; pixels: Local; channels: number },
): void {
  const { input, panel, pixels, channels } = of
  const plane = plan.pixels * 4
  const runs = Array.from({ length: channels }, (_, c) => ({ from: c * plane, to: c * plan.pitch }))
  emitRunCopy(f, { from: input, to: panel, count: pixels, vectors: VECTORS, runs })
  f.get(input)
    .int(channels * plane)
    .op('i32.add')
    .set(input)
  f.get(panel)
    .int(channels * plan.pitch)
    .op('i32.add')
    .set(panel)
}
