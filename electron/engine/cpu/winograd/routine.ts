import { emitGroupInput } from '../group-input'
import { runsOf } from '../output-blocks'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { POINTS } from './matrices'
import { TILE_BYTES, type WinogradPlan } from './plan'
import { emitProducts } from './products'
import { emitInputTransform, emitOutputTransform } from './transforms'
import { emitWindowCopy } from '../window-copy'

interface Callees {
  readonly copyWindow: Callee
  readonly transformInput: Callee
  readonly transformOutput: Callee
  readonly products: ReadonlyMap<number, Callee>
}

/**
 * Work division of `wasm-winograd`: a strip is a rectangle of tiles of one group. The thread
 * transforms the 8×8 windows of every input channel, then for each block of M output channels
 * multiplies and sums over the input channels and transforms the sums back into m×m pixels. Tiles
 * that reach over the edge of the output go through a small buffer.
 */
export function emitWinograd(plan: WinogradPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const products = new Map<number, Callee>()
  for (const block of plan.blocks) {
    if (!products.has(block.channels)) {
      products.set(block.channels, emitProducts(module, plan, { block, features }))
    }
  }
  const callees: Callees = {
    copyWindow: emitWindowCopy(module, plan.geometry, {
      rows: POINTS,
      pitch: plan.windowPitch,
      tables: plan.constants,
    }),
    transformInput: emitInputTransform(module, plan, features),
    transformOutput: emitOutputTransform(module, plan, features),
    products,
  }
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, callees))
  return module.finish()
}

/** Where a strip lies, in tiles. */
interface Place {
  readonly group: Local
  readonly firstRow: Local
  readonly firstColumn: Local
  readonly rows: Local
  readonly columns: Local
}

interface Strip {
  readonly f: FunctionEmitter
  readonly plan: WinogradPlan
  readonly callees: Callees
  readonly place: Place
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

function emitStrip(f: FunctionEmitter, plan: WinogradPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const place = emitPlace(f, index, plan)
  const constants = f.local('i32')
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  const strip: Strip = { f, plan, callees, place, scratch, parameters, constants }
  emitInputs(strip)
  emitOutputs(strip)
}

/** index = (group · bandsDown + down) · bandsAcross + across */
function emitPlace(f: FunctionEmitter, index: Local, plan: WinogradPlan): Place {
  const { bandsAcross, bandsDown, stripRows, stripColumns, tilesDown, tilesAcross } = plan
  const [group, firstRow, firstColumn, rows, columns] = f.locals('i32', 5)
  f.get(index).int(bandsAcross).op('i32.rem_u').int(stripColumns).op('i32.mul').set(firstColumn)
  f.get(index).int(bandsAcross).op('i32.div_u').tee(group).int(bandsDown).op('i32.rem_u')
  f.int(stripRows).op('i32.mul').set(firstRow)
  f.get(group).int(bandsDown).op('i32.div_u').set(group)
  emitLeast(f, { limit: stripRows, all: tilesDown, first: firstRow, to: rows })
  emitLeast(f, { limit: stripColumns, all: tilesAcross, first: firstColumn, to: columns })
  return { group, firstRow, firstColumn, rows, columns }
}

/** Windows of every channel and tile row → transformed input [8][c_i][tile][8]. */
function emitInputs({ f, plan, callees, place, scratch, parameters, constants }: Strip): void {
  const { input } = plan.geometry.spec
  const { inChannelsPerGroup } = plan.geometry
  const [channel, row, source, target, window, windowEnd] = f.locals('i32', 6)
  emitGroupInput(f, plan.geometry, { parameters, group: place.group, to: source })
  f.int(0).set(channel)
  f.count(channel, inChannelsPerGroup, 1, () => {
    f.get(scratch, channel)
      .int(plan.capacity * POINTS * 4)
      .op('i32.mul')
      .op('i32.add')
    f.int(plan.scratch.input).op('i32.add').set(target)
    f.int(0).set(row)
    f.count(row, place.rows, 1, () => {
      f.get(source, scratch).int(plan.scratch.window).op('i32.add')
      f.get(place.firstRow, row).op('i32.add').int(plan.tileSide).op('i32.mul')
      f.get(place.firstColumn).int(plan.tileSide).op('i32.mul')
      f.get(place.columns)
        .int(plan.tileSide)
        .op('i32.mul')
        .int(POINTS - plan.tileSide)
        .op('i32.add')
      f.get(constants).call(callees.copyWindow)
      f.get(scratch).int(plan.scratch.window).op('i32.add').tee(window)
      f.get(place.columns)
        .int(plan.tileSide * 4)
        .op('i32.mul')
        .op('i32.add')
        .set(windowEnd)
      f.count(window, windowEnd, plan.tileSide * 4, () => {
        f.get(window, target, scratch).int(plan.scratch.turn).op('i32.add')
        f.get(constants).call(callees.transformInput)
        f.get(target)
          .int(POINTS * 4)
          .op('i32.add')
          .set(target)
      })
    })
    f.get(source)
      .int(input.height * input.width * 4)
      .op('i32.add')
      .set(source)
  })
}

/** For every block of output channels: products, then the transform of each channel's tiles. */
function emitOutputs(strip: Strip): void {
  const { f, plan, callees, place, scratch, constants } = strip
  const [weights, channel, tiles] = f.locals('i32', 3)
  f.get(place.rows, place.columns).op('i32.mul').set(tiles)
  for (const { channels, first, count } of runsOf(plan.blocks)) {
    const products = callees.products.get(channels)
    if (!products) throw new Error(`no products of ${channels} channels`)
    const end = f.local('i32')
    f.get(place.group).int(plan.geometry.outChannelsPerGroup).op('i32.mul').int(first).op('i32.add')
    f.tee(channel)
      .int(channels * count)
      .op('i32.add')
      .set(end)
    f.count(channel, end, channels, () => {
      f.get(constants, channel)
        .int(plan.geometry.inChannelsPerGroup * TILE_BYTES)
        .op('i32.mul')
      f.op('i32.add').set(weights)
      f.get(scratch).int(plan.scratch.input).op('i32.add').get(weights)
      f.get(scratch).int(plan.scratch.sums).op('i32.add').get(tiles).call(products)
      emitBlockOutputs(strip, { channel, channels })
    })
  }
}

/** The tiles of M output channels, written where they belong. */
function emitBlockOutputs(
  strip: Strip,
  { channel, channels }: { channel: Local; channels: number },
): void {
  const { f, plan, place, scratch, parameters } = strip
  const { output } = plan.geometry
  const [m, row, column, sums, y, x, target] = f.locals('i32', 7)
  f.int(0).set(m)
  f.count(m, channels, 1, () => {
    f.get(scratch, m)
      .int(plan.capacity * TILE_BYTES)
      .op('i32.mul')
      .op('i32.add')
    f.int(plan.scratch.sums).op('i32.add').set(sums)
    f.int(0).set(row)
    f.count(row, place.rows, 1, () => {
      f.get(place.firstRow, row).op('i32.add').int(plan.tileSide).op('i32.mul').set(y)
      f.get(place.firstColumn).int(plan.tileSide).op('i32.mul').set(x)
      f.get(parameters).op('i32.load', PARAMETER.output)
      f.get(channel, m).op('i32.add').int(output.height).op('i32.mul').get(y).op('i32.add')
      f.int(output.width)
        .op('i32.mul')
        .get(x)
        .op('i32.add')
        .int(2)
        .op('i32.shl')
        .op('i32.add')
        .set(target)
      f.int(0).set(column)
      f.count(column, place.columns, 1, () => {
        emitTileOutput(strip, { sums, y, x, target, channel, m })
        f.get(sums).int(TILE_BYTES).op('i32.add').set(sums)
        f.get(x).int(plan.tileSide).op('i32.add').set(x)
        f.get(target)
          .int(plan.tileSide * 4)
          .op('i32.add')
          .set(target)
      })
    })
  })
}

interface TileOutput {
  readonly sums: Local
  readonly y: Local
  readonly x: Local
  readonly target: Local
  readonly channel: Local
  readonly m: Local
}

function emitTileOutput(strip: Strip, tile: TileOutput): void {
  const { f, plan, callees, scratch, constants } = strip
  const { output } = plan.geometry
  const transformTo = (target: Local, pitch: number) => {
    f.get(tile.sums, target).int(pitch).get(scratch).int(plan.scratch.turn).op('i32.add')
    f.get(constants).get(constants, tile.channel).get(tile.m).op('i32.add').int(2).op('i32.shl')
    f.op('i32.add').call(callees.transformOutput)
  }
  f.get(tile.y)
    .int(output.height - plan.tileSide)
    .op('i32.gt_s')
  f.get(tile.x)
    .int(output.width - plan.tileSide)
    .op('i32.gt_s')
    .op('i32.add')
  f.when(
    () => {
      const edge = f.local('i32')
      f.get(scratch).int(plan.scratch.edge).op('i32.add').set(edge)
      transformTo(edge, POINTS * 4)
      emitEdgeCopy(strip, tile, edge)
    },
    () => transformTo(tile.target, output.width * 4),
  )
}

/** What of a tile lies inside the output, value by value. */
function emitEdgeCopy({ f, plan }: Strip, { y, x, target }: TileOutput, edge: Local): void {
  const { output } = plan.geometry
  const [row, column, rows, columns, place] = f.locals('i32', 5)
  emitLeast(f, { limit: plan.tileSide, all: output.height, first: y, to: rows })
  emitLeast(f, { limit: plan.tileSide, all: output.width, first: x, to: columns })
  f.int(0).set(row)
  f.count(row, rows, 1, () => {
    f.get(target, row)
      .int(output.width * 4)
      .op('i32.mul')
      .op('i32.add')
      .set(place)
    f.int(0).set(column)
    f.count(column, columns, 1, () => {
      f.get(place, column).int(2).op('i32.shl').op('i32.add')
      f.get(edge, row)
        .int(5)
        .op('i32.shl')
        .op('i32.add')
        .get(column)
        .int(2)
        .op('i32.shl')
        .op('i32.add')
      f.op('f32.load').op('f32.store')
    })
  })
}
