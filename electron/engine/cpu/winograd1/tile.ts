import type { OutputBlock } from '../output-blocks'
import type { WasmFeatures } from '../profile'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitEdgeOutput, emitOutput } from './output'
import type { Winograd1Plan } from './plan'
import { emitSums } from './sums'

export interface TileContext {
  readonly block: OutputBlock
  readonly features: WasmFeatures
}

interface Callees {
  readonly sums: Callee
  /** The sums of a tile, and between them the pixels of the tile before. */
  readonly woven: Callee
  readonly output: Callee
  readonly edge: Callee
}

/**
 * Work division: one call computes a chunk of a band for one block of M output channels, tile by tile
 * of N vectors: the sums of its 8 points, then its pixels. The pixels of a whole tile are made and
 * written while the next one's sums are: so memory is written to evenly, and not in bursts that the
 * sums wait for.
 * Signature: (weights, target of the chunk's first pixel, rows, columns, scratch, constants).
 */
export function emitTiles(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.block
  const callees: Callees = {
    sums: emitSums(module, plan, { ...context, isWoven: false }),
    woven: emitSums(module, plan, { ...context, isWoven: true }),
    output: emitOutput(module, plan, context),
    edge: emitEdgeOutput(module, plan, context),
  }
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`tiles${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [, target, rows, columns, scratch] = f.parameters(5)
    const [points, sums, before, whole] = f.locals('i32', 4)
    const walk = { points, sums, before, whole, target, columns }
    f.get(scratch).int(plan.scratch.points).op('i32.add').set(points)
    f.get(scratch).int(plan.scratch.sums).op('i32.add').set(sums)
    f.get(sums).int(plan.scratch.sumsBytes).op('i32.add').set(before)
    f.get(columns)
      .int(vectors * 4)
      .op('i32.div_u')
    f.int(0).get(rows).int(plan.side).op('i32.eq').op('select').tee(whole)
    f.when(() => emitWhole(f, { walk, vectors, callees }))
    f.get(columns).int(0).op('i32.gt_s')
    f.when(() => f.loop(() => emitEdge(f, { walk, vectors, callees })))
  })
}

interface Walk {
  readonly points: Local
  readonly sums: Local
  readonly before: Local
  /** Whole tiles that are left. */
  readonly whole: Local
  readonly target: Local
  readonly columns: Local
}

interface TileWalk {
  readonly walk: Walk
  readonly vectors: number
  readonly callees: Callees
}

function emitWhole(f: FunctionEmitter, { walk, vectors, callees }: TileWalk): void {
  const { points, sums, before, whole, target, columns } = walk
  const [weights, constants, swap] = [f.parameter(0), f.parameter(5), f.local('i32')]
  f.get(points, weights, before, constants).call(callees.sums)
  f.get(columns)
    .get(whole)
    .int(vectors * 4)
    .op('i32.mul')
    .op('i32.sub')
    .set(columns)
  emitMove(f, points, vectors * 16)
  emitMove(f, whole, -1)
  f.get(whole)
  f.when(() =>
    f.loop(() => {
      f.get(points, weights, sums, constants, before, target).call(callees.woven)
      f.get(sums).set(swap)
      f.get(before).set(sums)
      f.get(swap).set(before)
      emitMove(f, points, vectors * 16)
      emitMove(f, target, vectors * 16)
      emitMove(f, whole, -1)
      f.get(whole)
    }),
  )
  f.get(before, target, constants).call(callees.output)
  emitMove(f, target, vectors * 16)
}

/** A tile that reaches over the last row or column; leaves on the stack whether there are more. */
function emitEdge(f: FunctionEmitter, { walk, vectors, callees }: TileWalk): void {
  const { points, sums, target, columns } = walk
  const [weights, , rows, , scratch, constants] = f.parameters(6)
  f.get(points, weights, sums, constants).call(callees.sums)
  f.get(sums, target, rows, columns, scratch, constants).call(callees.edge)
  emitMove(f, points, vectors * 16)
  emitMove(f, target, vectors * 16)
  emitMove(f, columns, -vectors * 4)
  f.get(columns).int(0).op('i32.gt_s')
}

function emitMove(f: FunctionEmitter, local: Local, by: number): void {
  f.get(local).int(by).op('i32.add').set(local)
}
