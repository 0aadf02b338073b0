import type { OutputBlock } from '../output-blocks'
import type { WasmFeatures } from '../profile'
import { emitRunCopy } from '../wasm/copy-run'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from '../winograd/matrices'
import { emitOutputPoints } from '../winograd/points'
import type { Vectors, Wide } from '../winograd/vectors'
import { vectorsOf } from './input'
import { unitsOf, type Winograd1Plan } from './plan'
import type { TileContext } from './tile'

/** Bytes from row to row and from output channel to output channel of what a tile is written into. */
export interface Target {
  readonly row: number
  readonly plane: number
}

/** The output itself. */
function targetOf({ geometry }: Winograd1Plan): Target {
  const { output, spec } = geometry
  return { row: spec.dilation.y * output.width * 4, plane: output.height * output.width * 4 }
}

/** (sums, target, constants): a whole tile, m rows of M output channels, written where it belongs. */
export function emitOutput(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  return emitUnits(module, plan, { ...context, name: 'output', to: targetOf(plan) })
}

/**
 * (sums, target, rows, columns, scratch, constants): a tile that reaches over the last row or column
 * goes through a small buffer, of which only what lies inside is copied.
 */
export function emitEdgeOutput(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.block
  const buffer = { row: vectors * 16, plane: plan.side * vectors * 16 }
  const output = targetOf(plan)
  const toBuffer = emitUnits(module, plan, { ...context, name: 'edgePixels', to: buffer })
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`edge${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [sums, target, rows, columns, scratch, constants] = f.parameters(6)
    const [m, row, from, edge, to, count] = f.locals('i32', 6)
    f.get(scratch).int(plan.scratch.edge).op('i32.add').set(edge)
    f.get(sums, edge, constants).call(toBuffer)
    f.get(columns).int(vectors * 4)
    f.get(columns)
      .int(vectors * 4)
      .op('i32.lt_s')
      .op('select')
      .set(count)
    f.int(0).set(m)
    f.count(m, channels, 1, () => {
      f.get(edge).set(from)
      f.get(target).set(to)
      f.int(0).set(row)
      f.count(row, rows, 1, () => {
        emitRunCopy(f, { from, to, count, vectors: 1 })
        f.get(from).int(buffer.row).op('i32.add').set(from)
        f.get(to).int(output.row).op('i32.add').set(to)
      })
      f.get(edge).int(buffer.plane).op('i32.add').set(edge)
      f.get(target).int(output.plane).op('i32.add').set(target)
    })
  })
}

/** (sums, target, constants): the pixels of every unit of a tile. */
function emitUnits(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  of: TileContext & { readonly name: string; readonly to: Target },
): Callee {
  const { block, features, name, to } = of
  const parameters = ['i32', 'i32', 'i32'] as const
  const fullName = `${name}${block.channels}x${block.vectors}`
  return module.define(fullName, { parameters, results: [] }, (f) => {
    const [sums, target, constants] = f.parameters(3)
    const unit = f.local('i32')
    const pixels = declarePixels(f, plan, { features, constants })
    f.int(0).set(unit)
    f.count(unit, unitsOf(block, plan.width), 1, () =>
      emitPixels(f, plan, { pixels, block, sums, unit, target, to }),
    )
  })
}

/** What makes pixels of a unit's sums. */
export interface Pixels {
  readonly vectors: Vectors
  readonly points: readonly Wide[]
  readonly rows: readonly Wide[]
  readonly at: Local
}

export function declarePixels(
  f: FunctionEmitter,
  plan: Winograd1Plan,
  { features, constants }: { features: WasmFeatures; constants: Local },
): Pixels {
  const vectors = vectorsOf(plan, features, { f, constants })
  return {
    vectors,
    points: vectors.declareMany(POINTS),
    rows: vectors.declareMany(plan.side),
    at: f.local('i32'),
  }
}

/**
 * Aᵀ·s of the `unit`-th unit of a tile: its 8 sums, the next ones at `sums`, become m pixels of every
 * column. Moves `sums` to the next unit's.
 */
export function emitPixels(
  f: FunctionEmitter,
  plan: Winograd1Plan,
  of: {
    readonly pixels: Pixels
    readonly block: OutputBlock
    readonly sums: Local
    readonly unit: Local
    readonly target: Local
    readonly to?: Target
  },
): void {
  const { pixels, block, sums, unit, target, to = targetOf(plan) } = of
  const { vectors, points, rows, at } = pixels
  const bytes = plan.width * 16
  const perRow = block.vectors / plan.width
  f.get(target, unit).int(perRow).op('i32.div_u').int(to.plane).op('i32.mul').op('i32.add')
  f.get(unit).int(perRow).op('i32.rem_u').int(bytes).op('i32.mul').op('i32.add').set(at)
  points.forEach((point, index) => vectors.load(sums, index * bytes, point))
  emitOutputPoints(vectors, points, rows)
  rows.forEach((row, index) => vectors.store(at, index * to.row, row))
  f.get(sums)
    .int(POINTS * bytes)
    .op('i32.add')
    .set(sums)
}
