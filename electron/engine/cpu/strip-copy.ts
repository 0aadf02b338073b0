import type { Geometry } from '../../contract/spec'
import { OUTSIDE } from '../convolution/padding'
import type { Phase, StripLayout } from './strip-layout'
import type { Callee, FunctionEmitter, Local } from './wasm/emitter'
import type { ModuleEmitter } from './wasm/module'
import { emitVectorStores } from './wasm/store-vectors'

/** Where the strip's index tables lie among a routine's constants, in bytes. */
export interface StripTables {
  readonly rows: number
  /** One per phase, in the layout's order. */
  readonly columns: readonly number[]
  /** Bytes behind the last table. */
  readonly end: number
}

/** Places the tables one behind the other from byte `at` on. */
export function placeTables(layout: StripLayout, at: number): StripTables {
  let end = at + layout.rowSources.length * 4
  const columns = layout.phases.map(({ sources }) => {
    const place = end
    end += sources.length * 4
    return place
  })
  return { rows: at, columns, end }
}

/** Writes the tables where `placeTables` put them. */
export function writeTables(layout: StripLayout, tables: StripTables, integers: Int32Array): void {
  integers.set(layout.rowSources, tables.rows / 4)
  layout.phases.forEach(({ sources }, index) => {
    integers.set(sources, (tables.columns[index] ?? 0) / 4)
  })
}

/**
 * Work division: one call copies `rows` padded rows of every channel of a group into a strip.
 * Rows outside the picture are filled; edges come from the column tables; the inside is copied by
 * whole vectors (stride 1), by shuffles (stride 2) or value by value.
 * Signature: (input, strip, firstRow, rows, constants).
 */
export function emitStripCopy(
  module: ModuleEmitter,
  geometry: Geometry,
  { layout, tables }: { layout: StripLayout; tables: StripTables },
): Callee {
  const copyRow = emitRowCopy(module, geometry, { layout, tables })
  const fillRow = emitRowFill(module, geometry, layout)
  const { height, width } = geometry.spec.input
  const signature = { parameters: ['i32', 'i32', 'i32', 'i32', 'i32'], results: [] } as const
  return module.define('copyStrip', signature, (f) => {
    const [input, strip, firstRow, rows, constants] = f.parameters(5)
    const [channel, row, target, table, source] = f.locals('i32', 5)
    f.int(0).set(channel)
    f.count(channel, geometry.inChannelsPerGroup, 1, () => {
      f.get(strip, channel).int(layout.channelPitch * 4)
      f.op('i32.mul').op('i32.add').set(target)
      f.get(constants).get(firstRow).int(2).op('i32.shl').op('i32.add').set(table)
      f.int(0).set(row)
      f.count(row, rows, 1, () => {
        f.get(table).op('i32.load', tables.rows).tee(source).int(0).op('i32.lt_s')
        f.when(
          () => f.get(target).call(fillRow),
          () => {
            f.get(channel).int(height).op('i32.mul').get(source).op('i32.add')
            f.int(width * 4)
              .op('i32.mul')
              .get(input)
              .op('i32.add')
            f.get(target, constants).call(copyRow)
          },
        )
        f.get(target)
          .int(layout.rowPitch * 4)
          .op('i32.add')
          .set(target)
        f.get(table).int(4).op('i32.add').set(table)
      })
    })
  })
}

function emitRowFill(module: ModuleEmitter, { spec }: Geometry, layout: StripLayout): Callee {
  return module.define('fillRow', { parameters: ['i32'], results: [] }, (f) => {
    const [target, end, value] = [f.parameter(0), f.local('i32'), f.local('v128')]
    f.get(target)
      .int(layout.rowPitch * 4)
      .op('i32.add')
      .set(end)
    f.float(spec.paddingValue).op('f32x4.splat').set(value)
    f.count(target, end, 16, () => f.get(target, value).op('v128.store'))
  })
}

function emitRowCopy(
  module: ModuleEmitter,
  geometry: Geometry,
  { layout, tables }: { layout: StripLayout; tables: StripTables },
): Callee {
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  return module.define('copyRow', signature, (f) => {
    layout.phases.forEach((phase, index) => {
      const table = tables.columns[index] ?? 0
      emitEdge(f, geometry, { phase, table, from: 0, to: phase.from })
      emitInside(f, geometry, phase)
      emitEdge(f, geometry, { phase, table, from: phase.to, to: phase.sources.length })
    })
  })
}

interface Edge {
  readonly phase: Phase
  readonly table: number
  readonly from: number
  readonly to: number
}

/** Columns that are written one by one in the code; more take a loop over the table. */
const STRAIGHT_COLUMNS = 24

/** Columns [from,to) of a phase, which come from anywhere in the row or from the padding. */
function emitEdge(f: FunctionEmitter, geometry: Geometry, edge: Edge): void {
  const { from, to } = edge
  if (to <= from) return
  if (to - from > STRAIGHT_COLUMNS) emitEdgeLoop(f, geometry, edge)
  else emitEdgeStraight(f, geometry, edge)
}

function emitEdgeStraight(f: FunctionEmitter, { spec }: Geometry, { phase, from, to }: Edge): void {
  const [source, target] = f.parameters(2)
  for (let column = from; column < to; column++) {
    const index = phase.sources[column] ?? OUTSIDE
    f.get(target)
    if (index === OUTSIDE) f.float(spec.paddingValue)
    else f.get(source).op('f32.load', index * 4)
    f.op('f32.store', (phase.at + column) * 4)
  }
}

/** Each column is looked up in the table. */
function emitEdgeLoop(
  f: FunctionEmitter,
  { spec }: Geometry,
  { phase, table, from, to }: Edge,
): void {
  const [source, target, constants] = f.parameters(3)
  const [column, index, value] = [f.local('i32'), f.local('i32'), f.local('f32')]
  f.int(from * 4).set(column)
  f.count(column, to * 4, 4, () => {
    f.get(constants, column).op('i32.add').op('i32.load', table).tee(index)
    f.int(0).op('i32.lt_s')
    f.when(
      () => f.float(spec.paddingValue).set(value),
      () => f.get(source, index).int(2).op('i32.shl').op('i32.add').op('f32.load').set(value),
    )
    f.get(target, column)
      .op('i32.add')
      .get(value)
      .op('f32.store', phase.at * 4)
  })
}

/** A vector holds two values that lie so far apart, and two vectors all four. */
const MOST_SHUFFLED_STRIDE = 3

/** Vectors that a turn of the copying loop takes. */
const TURN_VECTORS = 8

/** Columns [from,to) of a phase, which lie one stride apart in the picture. */
function emitInside(f: FunctionEmitter, { spec }: Geometry, phase: Phase): void {
  const count = phase.to - phase.from
  if (count <= 0) return
  const stride = spec.stride.x
  const [source, target, end] = f.locals('i32', 3)
  f.get(f.parameter(0))
    .int(phase.start * 4)
    .op('i32.add')
    .set(source)
  f.get(f.parameter(1))
    .int((phase.at + phase.from) * 4)
    .op('i32.add')
    .set(target)
  const lanes = stride <= MOST_SHUFFLED_STRIDE ? 4 : 1
  const turn = TURN_VECTORS * lanes
  const whole = Math.floor(count / turn) * turn
  const copy: Copy = { source, target, stride }
  f.get(target)
    .int(whole * 4)
    .op('i32.add')
    .set(end)
  f.count(target, end, turn * 4, () => {
    emitPart(f, copy, turn)
    f.get(source)
      .int(turn * 4 * stride)
      .op('i32.add')
      .set(source)
  })
  emitPart(f, copy, count - whole)
}

interface Copy {
  readonly source: Local
  readonly target: Local
  readonly stride: number
}

/** `count` values: whole vectors as far as the stride allows them, then one by one. */
function emitPart(f: FunctionEmitter, { source, target, stride }: Copy, count: number): void {
  const vectors = stride <= MOST_SHUFFLED_STRIDE ? Math.floor(count / 4) : 0
  const pair = f.locals('v128', 2)
  for (let first = 0; first < vectors; first += 2) {
    const values = pair.slice(0, vectors - first)
    values.forEach((value, n) => emitLoad(f, { source, stride, vector: first + n, value }))
    emitVectorStores(f, { address: target, offset: first * 16, values })
  }
  for (let column = vectors * 4; column < count; column++) {
    f.get(target, source)
      .op('f32.load', column * 4 * stride)
      .op('f32.store', column * 4)
  }
}

interface VectorLoad {
  readonly source: Local
  readonly stride: number
  readonly vector: number
  readonly value: Local
}

/** value ← the `vector`-th 4 values that are copied. */
function emitLoad(f: FunctionEmitter, { source, stride, vector, value }: VectorLoad): void {
  f.get(source).op('v128.load', vector * 16 * stride)
  if (stride > 1) {
    f.get(source)
      .op('v128.load', (vector * 4 + 2) * 4 * stride)
      .shuffle([0, stride, 4, 4 + stride])
  }
  f.set(value)
}
