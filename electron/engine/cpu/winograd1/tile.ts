import type { OutputBlock } from '../output-blocks'
import type { WasmFeatures } from '../profile'
import { emitTaps } from '../taps'
import { emitTileStores } from '../tile-stores'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from '../winograd/matrices'
import { emitEdgeOutput, emitOutput } from './output'
import { sumsPitch, type Winograd1Plan } from './plan'

export interface TileContext {
  readonly block: OutputBlock
  readonly features: WasmFeatures
}

/**
 * Work division: one call computes a chunk of a band for one block of M output channels, tile by tile
 * of N vectors: the sums of its 8 points, then its pixels.
 * Signature: (weights, target of the chunk's first pixel, rows, columns, scratch, constants).
 */
export function emitTiles(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.block
  const sums = emitSums(module, plan, context)
  const whole = emitOutput(module, plan, context)
  const edge = emitEdgeOutput(module, plan, context)
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`tiles${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [weights, target, rows, columns, scratch, constants] = f.parameters(6)
    const [points, sumsAt] = f.locals('i32', 2)
    f.get(scratch).int(plan.scratch.points).op('i32.add').set(points)
    f.get(scratch).int(plan.scratch.sums).op('i32.add').set(sumsAt)
    f.loop(() => {
      f.get(points, weights, sumsAt, constants).call(sums)
      f.get(rows).int(plan.side).op('i32.eq')
      f.get(columns)
        .int(vectors * 4)
        .op('i32.ge_s')
      f.op('i32.and')
      f.when(
        () => f.get(sumsAt, target, constants).call(whole),
        () => f.get(sumsAt, target, rows, columns, scratch, constants).call(edge),
      )
      f.get(points)
        .int(vectors * 16)
        .op('i32.add')
        .set(points)
      f.get(target)
        .int(vectors * 16)
        .op('i32.add')
        .set(target)
      f.get(columns)
        .int(vectors * 4)
        .op('i32.sub')
        .tee(columns)
        .int(0)
        .op('i32.gt_s')
    })
  })
}

/** (points of the tile's first column, weights, sums, constants) → sums [M][8 points][N vectors]. */
function emitSums(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  { block, features }: TileContext,
): Callee {
  const { channels, vectors } = block
  const pitch = sumsPitch(block)
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define(`sums${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [base, weights, place, constants] = f.parameters(4)
    const end = f.local('i32')
    const sums = f.locals('v128', channels * vectors)
    f.get(place)
      .int(POINTS * pitch.point)
      .op('i32.add')
      .set(end)
    f.count(place, end, pitch.point, () => {
      emitStart(f, { weights, sums, block })
      emitTaps(f, {
        walk: plan.walk,
        tile: block,
        features,
        sums,
        base,
        weights,
        constants,
        tableAt: plan.constants.taps,
      })
      emitTileStores(f, { place, sums, vectors, plane: pitch.channel / 4, width: vectors * 4 })
      f.get(base).int(plan.points.point).op('i32.add').set(base)
      f.get(weights)
        .int(plan.walk.taps * channels * 4)
        .op('i32.add')
        .set(weights)
    })
  })
}

/** sums ← what the point's sums start from; moves on to its taps. */
function emitStart(
  f: FunctionEmitter,
  of: { weights: Local; sums: readonly Local[]; block: OutputBlock },
): void {
  const { weights, sums, block } = of
  const start = f.local('v128')
  for (let m = 0; m < block.channels; m++) {
    f.get(weights)
      .op('v128.load32_splat', m * 4)
      .set(start)
    for (const sum of sums.slice(m * block.vectors, (m + 1) * block.vectors)) f.get(start).set(sum)
  }
  f.get(weights)
    .int(block.channels * 4)
    .op('i32.add')
    .set(weights)
}
