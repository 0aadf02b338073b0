import type { WasmFeatures } from '../profile'
import { emitRunCopy } from '../wasm/copy-run'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitJoinTiles } from './join-tiles'
import { POINTS } from './matrices'
import type { WinogradPlan } from './plan'
import { emitOutputPoints } from './points'
import { vectorsOf } from './vectors'

/**
 * Work division: one call turns the sums [64 points][tile] of one output channel and `tiles` tiles
 * of one tile row into pixels, Aᵀ·s·A + bias, a vector of neighbouring tiles at a time: down into
 * [m_y][8 points], across into [m_y][vector][m_x]. When all are done the tiles' pixels are joined
 * row after row, so that the output is written in long runs: 6 short ones at a time let the
 * processor wait for every line of it. Vectors that reach over the segment or the right edge go
 * through a small buffer.
 * Signature: (sums, tiles, target of pixel (0, 0), rows, columns left, bias, scratch, constants).
 */
export function emitOutputTransform(
  module: ModuleEmitter,
  plan: WinogradPlan,
  features: WasmFeatures,
): Callee {
  const down = emitDown(module, plan, features)
  const across = emitAcross(module, plan, features)
  const join = emitJoinRows(module, plan)
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  const lanes = plan.width * 4
  const { side } = plan.across
  return module.define('transformOutput', { parameters, results: [] }, (f) => {
    const [sums, tiles, target, rows, columns, bias, scratch, constants] = f.parameters(8)
    const [end, left, pixels] = f.locals('i32', 3)
    f.get(sums, tiles).int(2).op('i32.shl').op('i32.add').set(end)
    f.get(scratch).int(plan.scratch.pixels).op('i32.add').set(pixels)
    f.count(sums, end, lanes * 4, () => {
      f.get(sums, scratch, constants).call(down)
      f.get(scratch, pixels, rows, bias, constants).call(across)
      f.get(pixels).int(plan.pixels.vector).op('i32.add').set(pixels)
    })
    // What is written ends at the edge and at the end of the segment.
    f.get(tiles).int(side).op('i32.mul').tee(left).get(columns)
    f.get(left, columns).op('i32.lt_s').op('select').set(left)
    f.get(scratch, rows, target, left).call(join)
  })
}

/** (sums, scratch, constants): for each of 8 horizontal points, 8 points become m_y values. */
function emitDown(module: ModuleEmitter, plan: WinogradPlan, features: WasmFeatures): Callee {
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define('outputDown', { parameters, results: [] }, (f) => {
    const [sums, to, constants] = f.parameters(3)
    const vectors = vectorsOf(plan, features, { f, constants })
    const end = f.local('i32')
    const v = vectors.declareMany(POINTS)
    const y = vectors.declareMany(plan.down.side)
    const vector = plan.width * 16
    f.get(to)
      .int(POINTS * vector)
      .op('i32.add')
      .set(end)
    f.count(to, end, vector, () => {
      v.forEach((point, index) => vectors.load(sums, index * POINTS * plan.sums.point, point))
      emitOutputPoints(vectors, v, y)
      y.forEach((row, index) =>
        vectors.store(to, plan.scratch.middle + index * POINTS * vector, row),
      )
      f.get(sums).int(plan.sums.point).op('i32.add').set(sums)
    })
  })
}

/** (scratch, pixels, rows, bias, constants): for each pixel row, 8 points become m_x pixels. */
function emitAcross(module: ModuleEmitter, plan: WinogradPlan, features: WasmFeatures): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('outputAcross', { parameters, results: [] }, (f) => {
    const [at, to, rows, biasAt, constants] = f.parameters(5)
    const vectors = vectorsOf(plan, features, { f, constants })
    const row = f.local('i32')
    const bias = f.local('v128')
    const biases = Array.from({ length: plan.width }, () => bias)
    const v = vectors.declareMany(POINTS)
    const y = vectors.declareMany(plan.across.side)
    const vector = plan.width * 16
    f.int(0).set(row)
    f.count(row, rows, 1, () => {
      v.forEach((point, index) => vectors.load(at, plan.scratch.middle + index * vector, point))
      emitOutputPoints(vectors, v, y)
      f.get(biasAt).op('v128.load32_splat', plan.constants.bias).set(bias)
      y.forEach((pixels, column) => {
        vectors.sum(pixels, biases, pixels)
        vectors.store(to, column * vector, pixels)
      })
      f.get(at)
        .int(POINTS * vector)
        .op('i32.add')
        .set(at)
      f.get(to).int(plan.pixels.row).op('i32.add').set(to)
    })
  })
}

/** (scratch, rows, target, columns): the pixels of a segment, row after row. */
function emitJoinRows(module: ModuleEmitter, plan: WinogradPlan): Callee {
  const { output } = plan.geometry
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define('joinRows', { parameters, results: [] }, (f) => {
    const [scratch, rows, target, columns] = f.parameters(4)
    const [row, from, to, at, left] = f.locals('i32', 5)
    f.get(scratch).int(plan.scratch.pixels).op('i32.add').set(from)
    f.int(0).set(row)
    f.count(row, rows, 1, () => {
      f.get(from).set(at)
      f.get(target).set(to)
      f.get(columns).set(left)
      f.loop(() => emitJoinVector(f, plan, { at, to, left, scratch }))
      f.get(from).int(plan.pixels.row).op('i32.add').set(from)
      f.get(target)
        .int(output.width * 4)
        .op('i32.add')
        .set(target)
    })
  })
}

interface JoinRow {
  readonly at: Local
  readonly to: Local
  /** Pixels from `to` to the end of the row. */
  readonly left: Local
  readonly scratch: Local
}

/** The pixels of a vector of tiles; moves on and leaves on the stack whether there are more. */
function emitJoinVector(f: FunctionEmitter, plan: WinogradPlan, row: JoinRow): void {
  const { at, to, left, scratch } = row
  const pixels = plan.width * 4 * plan.across.side
  const edge = f.local('i32')
  f.get(left).int(pixels).op('i32.ge_s')
  f.when(
    () => emitJoin(f, plan, { at, target: to }),
    () => {
      f.get(scratch).int(plan.scratch.edge).op('i32.add').set(edge)
      emitJoin(f, plan, { at, target: edge })
      emitRunCopy(f, { from: edge, to, count: left, vectors: 1 })
    },
  )
  f.get(at).int(plan.pixels.vector).op('i32.add').set(at)
  f.get(to)
    .int(pixels * 4)
    .op('i32.add')
    .set(to)
  f.get(left).int(pixels).op('i32.sub').tee(left).int(0).op('i32.gt_s')
}

function emitJoin(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { at, target }: Record<'at' | 'target', Local>,
): void {
  for (let part = 0; part < plan.width; part++) {
    emitJoinTiles(f, {
      source: at,
      sourceOffset: part * 16,
      columnPitch: plan.width * 16,
      target,
      targetOffset: part * 4 * plan.across.side * 4,
      side: plan.across.side,
    })
  }
}
