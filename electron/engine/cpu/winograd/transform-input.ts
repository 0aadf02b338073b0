import type { WasmFeatures } from '../profile'
import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from './matrices'
import { tilesBeyond, type WinogradPlan } from './plan'
import { emitInputPoints } from './points'
import { vectorsOf } from './vectors'

/**
 * Work division: one call transforms the window [8 rows][s_x][m_x][tile] of one tile row and
 * channel, Bᵀ·d·B, a vector of neighbouring tiles at a time. First down, in place: every column
 * once, though two tiles read it. Then across, into [64 points][channel][tile].
 * Signature: (window, target, tiles, constants).
 */
export function emitInputTransform(
  module: ModuleEmitter,
  plan: WinogradPlan,
  features: WasmFeatures,
): Callee {
  const down = emitDown(module, plan, features)
  const across = emitAcross(module, plan, features)
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define('transformInput', { parameters, results: [] }, (f) => {
    const [window, target, tiles, constants] = f.parameters(4)
    const [column, bytes, end] = f.locals('i32', 3)
    f.get(tiles).int(tilesBeyond(plan.across)).op('i32.add').int(2).op('i32.shl').set(bytes)
    f.get(window).tee(column)
    f.int(plan.across.step * plan.window.phase)
      .op('i32.add')
      .set(end)
    f.count(column, end, plan.window.phase, () => f.get(column, bytes, constants).call(down))
    f.get(tiles).int(2).op('i32.shl').set(bytes)
    for (let phase = 0; phase < plan.across.stride; phase++) {
      f.get(window)
        .int(phase * plan.across.side * plan.window.phase)
        .op('i32.add')
      f.get(target)
        .int(phase * plan.input.channel)
        .op('i32.add')
      f.get(bytes, constants).call(across)
    }
  })
}

/** (column, bytes, constants): `bytes` of tiles, 8 rows become 8 points. */
function emitDown(module: ModuleEmitter, plan: WinogradPlan, features: WasmFeatures): Callee {
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define('transformDown', { parameters, results: [] }, (f) => {
    const [place, bytes, constants] = f.parameters(3)
    const vectors = vectorsOf(plan, features, { f, constants })
    const end = f.local('i32')
    const d = vectors.declareMany(POINTS)
    f.get(place, bytes).op('i32.add').set(end)
    f.count(place, end, plan.width * 16, () => {
      d.forEach((row, index) => vectors.load(place, index * plan.window.row, row))
      emitInputPoints(vectors, d).forEach((point, index) =>
        vectors.store(place, index * plan.window.row, point),
      )
    })
  })
}

/** (window, target, bytes, constants): for each of 8 rows, 8 columns become 8 points. */
function emitAcross(module: ModuleEmitter, plan: WinogradPlan, features: WasmFeatures): Callee {
  const { side } = plan.across
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define('transformAcross', { parameters, results: [] }, (f) => {
    const [window, target, bytes, constants] = f.parameters(4)
    const vectors = vectorsOf(plan, features, { f, constants })
    const [row, from, to, end] = f.locals('i32', 4)
    const d = vectors.declareMany(POINTS)
    f.int(0).set(row)
    f.count(row, POINTS, 1, () => {
      f.get(window).set(from)
      f.get(target).set(to)
      f.get(target, bytes).op('i32.add').set(end)
      f.count(to, end, plan.width * 16, () => {
        d.forEach((column, index) => {
          const at = (index % side) * plan.window.phase + Math.floor(index / side) * 4
          vectors.load(from, at, column)
        })
        emitInputPoints(vectors, d).forEach((point, index) =>
          vectors.store(to, index * plan.input.point, point),
        )
        f.get(from)
          .int(plan.width * 16)
          .op('i32.add')
          .set(from)
      })
      f.get(window).int(plan.window.row).op('i32.add').set(window)
      f.get(target)
        .int(POINTS * plan.input.point)
        .op('i32.add')
        .set(target)
    })
  })
}
