import type { OutputBlock } from '../output-blocks'
import { emitTaps } from '../taps'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitVectorStores } from '../wasm/store-vectors'
import { POINTS } from '../winograd/matrices'
import { declarePixels, emitPixels } from './output'
import { unitsOf, type Winograd1Plan } from './plan'
import type { TileContext } from './tile'

/**
 * Work division: one call sums a tile's products, point by point, over the channels and the taps of a
 * row: [unit][8 points][lanes], a unit being one wide vector of one output channel. A woven one makes
 * the pixels of a unit of the tile before after each point.
 * Signature: (points of the tile's first column, weights, sums, constants[, sums before, target before]).
 */
export function emitSums(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext & { readonly isWoven: boolean },
): Callee {
  const { block, features, isWoven } = context
  const { channels, vectors } = block
  const unit = plan.width * 16
  const parameters = Array.from({ length: isWoven ? 6 : 4 }, () => 'i32' as const)
  const name = `${isWoven ? 'woven' : 'sums'}${channels}x${vectors}`
  return module.define(name, { parameters, results: [] }, (f) => {
    const [base, weights, place, constants] = f.parameters(4)
    const end = f.local('i32')
    const sums = f.locals('v128', channels * vectors)
    const emitWeft = isWoven ? declareWeft(f, plan, context) : null
    f.get(place)
      .int(POINTS * unit)
      .op('i32.add')
      .set(end)
    f.count(place, end, unit, () => {
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
      emitUnitStores(f, plan, { place, sums })
      f.get(base).int(plan.points.point).op('i32.add').set(base)
      f.get(weights)
        .int(plan.walk.taps * channels * 4)
        .op('i32.add')
        .set(weights)
      emitWeft?.()
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

/** One point's sums, each unit with its 8 points. */
function emitUnitStores(
  f: FunctionEmitter,
  { width }: Winograd1Plan,
  { place, sums }: { place: Local; sums: readonly Local[] },
): void {
  for (let first = 0; first < sums.length; first += width) {
    emitVectorStores(f, {
      address: place,
      offset: first * POINTS * 16,
      values: sums.slice(first, first + width),
    })
  }
}

/** What is woven in after a point: the next of the units, or the next two where they are more than 8. */
function declareWeft(f: FunctionEmitter, plan: Winograd1Plan, context: TileContext): () => void {
  const units = unitsOf(context.block, plan.width)
  const perPoint = Math.ceil(units / POINTS)
  const unit = f.local('i32')
  const [, , , constants, sums, target] = f.parameters(6)
  const pixels = declarePixels(f, plan, { ...context, constants })
  const emitUnit = () => {
    emitPixels(f, plan, { pixels, block: context.block, sums, unit, target })
    f.get(unit).int(1).op('i32.add').set(unit)
  }
  f.int(0).set(unit)
  return () => {
    for (let turn = 0; turn < perPoint; turn++) {
      if (units === perPoint * POINTS) emitUnit()
      else {
        f.get(unit).int(units).op('i32.lt_u')
        f.when(emitUnit)
      }
    }
  }
}
