import { emitGroupInput } from '../group-input'
import { runsOf } from '../output-blocks'
import { emitRunBlocks } from '../slices'
import type { WasmFeatures } from '../profile'
import { PARAMETER } from '../variant'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitReadAhead } from '../wasm/read-ahead'
import { POINTS, TILE_POINTS } from './matrices'
import type { WinogradPlan } from './plan'
import { emitProducts } from './products'
import { emitSplitRow } from './split-row'
import { emitInputTransform } from './transform-input'
import { emitOutputTransform } from './transform-output'

interface Callees {
  readonly splitRow: Callee
  readonly transformInput: Callee
  readonly transformOutput: Callee
  readonly products: ReadonlyMap<number, Callee>
}

/**
 * Work division of `wasm-winograd`: a strip is a run of consecutive tiles of one group, row after
 * row. The thread transforms the 8×8 windows of every phase of every input channel, then for each
 * block of M output channels multiplies and sums over the channels and transforms the sums back
 * into m×m pixels. Neighbouring lanes are neighbouring tiles throughout, so that nothing is turned
 * but the rows that come in and the pixels that go out.
 */
export function emitWinograd(plan: WinogradPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const products = new Map<number, Callee>()
  for (const block of plan.blocks) {
    if (!products.has(block.channels))
      products.set(block.channels, emitProducts(module, plan, { block, features }))
  }
  const callees: Callees = {
    splitRow: emitSplitRow(module, plan),
    transformInput: emitInputTransform(module, plan, features),
    transformOutput: emitOutputTransform(module, plan, features),
    products,
  }
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, callees))
  return module.finish()
}

interface Strip {
  readonly f: FunctionEmitter
  readonly plan: WinogradPlan
  readonly callees: Callees
  readonly group: Local
  readonly firstTile: Local
  readonly tiles: Local
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

/** index = group · stripsPerGroup + strip */
function emitStrip(f: FunctionEmitter, plan: WinogradPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [group, firstTile, tiles, constants] = f.locals('i32', 4)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(index).int(plan.stripsPerGroup).op('i32.div_u').set(group)
  f.get(index).int(plan.stripsPerGroup).op('i32.rem_u').int(plan.stripTiles).op('i32.mul')
  f.set(firstTile)
  const all = plan.down.tiles * plan.across.tiles
  emitLeast(f, { limit: plan.stripTiles, all, first: firstTile, to: tiles })
  const strip = { f, plan, callees, group, firstTile, tiles, scratch, parameters, constants }
  f.get(index).op('i32.eqz')
  f.when(() => emitReadWeights(strip))
  emitInputs(strip)
  emitOutputs(strip)
}

function emitReadWeights({ f, plan, scratch, constants }: Strip): void {
  emitReadAhead(f, {
    ...{ address: constants, offset: plan.constants.weights },
    bytes: plan.constants.bias - plan.constants.weights,
    ...{ keep: scratch, keepOffset: plan.scratch.edge },
  })
}

/** A part of one tile row. */
interface Segment {
  /** Where it lies, in tiles. */
  readonly row: Local
  readonly column: Local
  readonly tiles: Local
  /** Tiles of the strip before it. */
  readonly before: Local
}

/** `body` for each part of the strip that lies in one tile row. */
function emitSegments(
  { f, plan, firstTile, tiles }: Strip,
  segment: Segment,
  body: () => void,
): void {
  f.get(firstTile).int(plan.across.tiles).op('i32.div_u').set(segment.row)
  f.get(firstTile).int(plan.across.tiles).op('i32.rem_u').set(segment.column)
  f.int(0).set(segment.before)
  f.loop(() => {
    f.int(plan.across.tiles).get(segment.column).op('i32.sub').tee(segment.tiles)
    f.get(tiles, segment.before).op('i32.sub')
    f.get(segment.tiles, tiles, segment.before).op('i32.sub').op('i32.lt_u')
    f.op('select').set(segment.tiles)
    body()
    f.get(segment.row).int(1).op('i32.add').set(segment.row)
    f.int(0).set(segment.column)
    f.get(segment.before, segment.tiles).op('i32.add').tee(segment.before)
    f.get(tiles).op('i32.lt_u')
  })
}

function declareSegment(f: FunctionEmitter): Segment {
  const [row, column, tiles, before] = f.locals('i32', 4)
  return { row, column, tiles, before }
}

/** Every channel, vertical phase and segment → transformed input [64 points][channel][tile]. */
function emitInputs(strip: Strip): void {
  const { f, plan, group, scratch, parameters } = strip
  const { input } = plan.geometry.spec
  const [channel, phase, source, target] = f.locals('i32', 4)
  const segment = declareSegment(f)
  emitGroupInput(f, plan.geometry, { parameters, group, to: source })
  f.get(scratch).int(plan.scratch.input).op('i32.add').set(target)
  f.int(0).set(channel)
  f.count(channel, plan.geometry.inChannelsPerGroup, 1, () => {
    f.int(0).set(phase)
    f.count(phase, plan.down.stride, 1, () => {
      emitSegments(strip, segment, () =>
        emitSegmentInput(strip, segment, { phase, source, target }),
      )
      f.get(target)
        .int(plan.across.stride * plan.input.channel)
        .op('i32.add')
        .set(target)
    })
    f.get(source)
      .int(input.height * input.width * 4)
      .op('i32.add')
      .set(source)
  })
}

function emitSegmentInput(
  { f, plan, callees, scratch, constants }: Strip,
  segment: Segment,
  { phase, source, target }: Record<'phase' | 'source' | 'target', Local>,
): void {
  const { down, across } = plan
  const [row, end, to, column] = f.locals('i32', 4)
  f.get(segment.row).int(down.step).op('i32.mul').get(phase).op('i32.add').tee(row)
  f.int(POINTS * down.stride)
    .op('i32.add')
    .set(end)
  f.get(segment.column).int(across.step).op('i32.mul').set(column)
  f.get(scratch).int(plan.scratch.window).op('i32.add').set(to)
  f.count(row, end, down.stride, () => {
    f.get(source, row, to, column, segment.tiles, scratch, constants).call(callees.splitRow)
    f.get(to).int(plan.window.row).op('i32.add').set(to)
  })
  f.get(scratch).int(plan.scratch.window).op('i32.add')
  f.get(target, segment.before).int(2).op('i32.shl').op('i32.add')
  f.get(segment.tiles, constants).call(callees.transformInput)
}

/** For every block of output channels: products, then the transform of each channel's tiles. */
function emitOutputs(strip: Strip): void {
  const { f, plan, callees, scratch, constants, tiles } = strip
  const [weights, channel] = f.locals('i32', 2)
  const segment = declareSegment(f)
  const { outChannelsPerGroup } = plan.geometry
  for (const run of runsOf(plan.blocks)) {
    const { channels } = run
    const products = callees.products.get(channels)
    if (!products) throw new Error(`no products of ${channels} channels`)
    const end = f.local('i32')
    emitRunBlocks(f, { run, group: strip.group, outChannelsPerGroup, channel, end }, () => {
      f.get(constants, channel)
        .int(plan.channels * TILE_POINTS * 4)
        .op('i32.mul')
      f.op('i32.add').set(weights)
      f.get(scratch).int(plan.scratch.input).op('i32.add').get(weights)
      f.get(scratch).int(plan.scratch.sums).op('i32.add').get(tiles).call(products)
      emitSegments(strip, segment, () => emitSegmentOutputs(strip, segment, { channel, channels }))
    })
  }
}

/** One tile row of M output channels, written where it belongs. */
function emitSegmentOutputs(
  { f, plan, callees, scratch, parameters, constants }: Strip,
  segment: Segment,
  { channel, channels }: { channel: Local; channels: number },
): void {
  const { output } = plan.geometry
  const { down, across } = plan
  const [m, y, x, sums, target, rows] = f.locals('i32', 6)
  f.get(segment.row).int(down.side).op('i32.mul').set(y)
  f.get(segment.column).int(across.side).op('i32.mul').set(x)
  emitLeast(f, { limit: down.side, all: output.height, first: y, to: rows })
  f.get(scratch, segment.before).int(2).op('i32.shl').op('i32.add')
  f.int(plan.scratch.sums).op('i32.add').set(sums)
  f.get(parameters).op('i32.load', PARAMETER.output)
  f.get(channel).int(output.height).op('i32.mul').get(y).op('i32.add')
  f.int(output.width).op('i32.mul').get(x).op('i32.add').int(2).op('i32.shl')
  f.op('i32.add').set(target)
  f.int(0).set(m)
  f.count(m, channels, 1, () => {
    f.get(sums, segment.tiles, target, rows)
    f.int(output.width).get(x).op('i32.sub')
    f.get(constants, channel, m).op('i32.add').int(2).op('i32.shl').op('i32.add')
    f.get(scratch, constants).call(callees.transformOutput)
    f.get(sums).int(plan.sums.channel).op('i32.add').set(sums)
    f.get(target)
      .int(output.height * output.width * 4)
      .op('i32.add')
      .set(target)
  })
}
