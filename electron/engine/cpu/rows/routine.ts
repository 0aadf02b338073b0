import { emitGroupInput } from '../group-input'
import type { WasmFeatures } from '../profile'
import { emitStripCopy } from '../strip-copy'
import { PARAMETER } from '../variant'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitEndsCopy } from './ends-copy'
import type { Inside, RowsPlan } from './plan'
import { emitTile } from './tile'

/**
 * Work division of `wasm-rows`: a strip is a band of output rows of one group. The thread walks over
 * blocks of R rows; each input vector that it loads feeds up to k_h rows of the block, for M output
 * channels at once. Blocks inside the picture read it where it lies, so that each value comes from
 * memory once; only the window of the tile at either end of a row is copied and padded. Blocks at
 * the upper and lower border are copied and padded whole. Strips share nothing but what is only read.
 */
export function emitRows(plan: RowsPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const { inside } = plan
  const context = { plan, features }
  const padded = emitTiles(module, context, {
    name: 'padded',
    rowPitch: plan.layout.rowPitch * 4,
    isPartial: true,
  })
  const direct = inside && {
    inside,
    copyEnds: emitEndsCopy(module, plan, inside),
    tiles: emitTiles(module, context, {
      name: 'inside',
      rowPitch: plan.geometry.spec.input.width * 4,
      isPartial: false,
    }),
  }
  const copyStrip = emitStripCopy(module, plan.geometry, plan)
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyStrip, padded, direct }))
  return module.finish()
}

/** A tile function for M output channels, and one for what is left of them. */
interface TileRun {
  readonly channels: number
  readonly first: number
  readonly end: number
  readonly tile: Callee
}

function emitTiles(
  module: ModuleEmitter,
  context: { plan: RowsPlan; features: WasmFeatures },
  shape: { name: string; rowPitch: number; isPartial: boolean },
): TileRun[] {
  return channelRuns(context.plan).map((run) => ({
    ...run,
    tile: emitTile(module, {
      ...context,
      shape: { ...shape, name: `${shape.name}${run.channels}`, channels: run.channels },
    }),
  }))
}

/** Output channels [first,end) of a group, M at a time. */
export function channelRuns({ geometry, tile }: RowsPlan): Omit<TileRun, 'tile'>[] {
  const count = geometry.outChannelsPerGroup
  const rest = count % tile.channels
  const whole = { channels: tile.channels, first: 0, end: count - rest }
  const last = { channels: rest, first: count - rest, end: count }
  return [whole, last].filter(({ first, end }) => first < end)
}

interface Callees {
  readonly copyStrip: Callee
  readonly padded: readonly TileRun[]
  readonly direct: Direct | null
}

/** What blocks inside the picture need. */
interface Direct {
  readonly inside: Inside
  readonly copyEnds: Callee
  readonly tiles: readonly TileRun[]
}

/** Where a block lies, and the addresses that it is computed from. */
interface Block {
  readonly group: Local
  /** First output row. */
  readonly row: Local
  /** Address of the group's first input channel. */
  readonly input: Local
  readonly scratch: Local
  readonly constants: Local
  readonly parameters: Local
}

/** index = group · bands + band */
function emitStrip(f: FunctionEmitter, plan: RowsPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [group, row, end, input, constants] = f.locals('i32', 5)
  const { height } = plan.geometry.output
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(index).int(plan.bands).op('i32.div_u').set(group)
  emitGroupInput(f, plan.geometry, { parameters, group, to: input })
  f.get(index).int(plan.bands).op('i32.rem_u').int(plan.bandRows).op('i32.mul').tee(row)
  f.int(plan.bandRows).op('i32.add').tee(end).int(height)
  f.get(end).int(height).op('i32.lt_u').op('select').set(end)
  const block = { group, row, input, scratch, constants, parameters }
  f.count(row, end, plan.blockRows, () => emitBlock(f, plan, { block, callees }))
}

function emitBlock(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, callees }: { block: Block; callees: Callees },
): void {
  const { direct } = callees
  if (!direct) return emitPaddedBlock(f, plan, { block, callees })
  f.get(block.row).int(direct.inside.firstRow).op('i32.ge_u')
  f.get(block.row).int(direct.inside.lastRow).op('i32.le_u').op('i32.and')
  f.when(
    () => emitInsideBlock(f, plan, { block, callees, direct }),
    () => emitPaddedBlock(f, plan, { block, callees }),
  )
}

function emitPaddedBlock(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, callees }: { block: Block; callees: Callees },
): void {
  const { output, effectiveKernel } = plan.geometry
  const rows = f.local('i32')
  f.int(output.height).get(block.row).op('i32.sub').tee(rows)
  f.int(plan.blockRows).get(rows).int(plan.blockRows).op('i32.lt_u').op('select')
  f.int(effectiveKernel.height - 1)
    .op('i32.add')
    .set(rows)
  f.get(block.input, block.scratch, block.row, rows, block.constants).call(callees.copyStrip)
  const last = Math.max(0, output.width - plan.tile.vectors * 4)
  emitWalks(f, plan, { block, walks: [scratchWalk(plan, { block, callees, first: 0, last })] })
}

/** Tiles first … last (columns) of a block, all reading the same rows. */
interface Walk {
  readonly tiles: readonly TileRun[]
  /** Address of the block's first row at padded column 0. */
  readonly source: Local
  /** Bytes from row to row and from channel to channel. */
  readonly rowPitch: number
  readonly channelPitch: number
  readonly first: number
  readonly last: number
}

function scratchWalk(
  { layout }: RowsPlan,
  walk: { block: Block; callees: Callees; first: number; last: number },
): Walk {
  return {
    tiles: walk.callees.padded,
    source: walk.block.scratch,
    rowPitch: layout.rowPitch * 4,
    channelPitch: layout.channelPitch * 4,
    first: walk.first,
    last: walk.last,
  }
}

function emitInsideBlock(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, callees, direct }: { block: Block; callees: Callees; direct: Direct },
): void {
  const { spec, output } = plan.geometry
  const { height, width } = spec.input
  const { inside, copyEnds, tiles } = direct
  const source = f.local('i32')
  f.get(block.input, block.row).int(spec.padding.top).op('i32.sub')
  f.int(width * 4)
    .op('i32.mul')
    .op('i32.add')
    .set(source)
  if (inside.hasLeft || inside.hasRight) {
    f.get(source, block.scratch, block.constants).call(copyEnds)
  }
  f.get(source)
    .int(spec.padding.left * 4)
    .op('i32.sub')
    .set(source)
  const [rowPitch, channelPitch] = [width * 4, height * width * 4]
  const between = { first: inside.firstColumn, last: inside.lastColumn }
  const walks: Walk[] = [{ tiles, source, rowPitch, channelPitch, ...between }]
  const end = (column: number) => scratchWalk(plan, { block, callees, first: column, last: column })
  if (inside.hasLeft) walks.push(end(0))
  if (inside.hasRight) walks.push(end(output.width - plan.tile.vectors * 4))
  emitWalks(f, plan, { block, walks })
}

/** For every phase of the dilation and every M output channels: all the block's walks. */
function emitWalks(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, walks }: { block: Block; walks: readonly Walk[] },
): void {
  const { spec, output, outChannelsPerGroup } = plan.geometry
  const [phase, rowsLeft, channel, end] = f.locals('i32', 4)
  f.int(0).set(phase)
  f.int(output.height).get(block.row).op('i32.sub').set(rowsLeft)
  f.loop(() => {
    channelRuns(plan).forEach((run, index) => {
      f.get(block.group).int(outChannelsPerGroup).op('i32.mul').int(run.first).op('i32.add')
      f.tee(channel)
        .int(run.end - run.first)
        .op('i32.add')
        .set(end)
      f.count(channel, end, run.channels, () => {
        for (const walk of walks) {
          emitCall(f, plan, {
            block,
            walk,
            tile: walk.tiles[index]?.tile,
            phase,
            rowsLeft,
            channel,
          })
        }
      })
    })
    f.get(rowsLeft).int(1).op('i32.sub').tee(rowsLeft).int(0).op('i32.gt_s')
    f.get(phase).int(1).op('i32.add').tee(phase).int(spec.dilation.y).op('i32.lt_u').op('i32.and')
  })
}

interface TileCall {
  readonly block: Block
  readonly walk: Walk
  readonly tile: Callee | undefined
  readonly phase: Local
  readonly rowsLeft: Local
  readonly channel: Local
}

function emitCall(f: FunctionEmitter, plan: RowsPlan, call: TileCall): void {
  const { block, walk, tile, phase, rowsLeft, channel } = call
  const { output } = plan.geometry
  if (!tile) throw new Error('a walk lacks a tile')
  f.get(walk.source, phase).int(walk.rowPitch).op('i32.mul').op('i32.add')
  f.get(block.constants, channel)
    .int(plan.taps * 4)
    .op('i32.mul')
    .op('i32.add')
  f.get(block.constants, channel).int(2).op('i32.shl').op('i32.add')
  f.get(block.parameters).op('i32.load', PARAMETER.output)
  f.get(channel).int(output.height).op('i32.mul')
  f.get(block.row).op('i32.add').get(phase).op('i32.add')
  f.int(output.width * 4)
    .op('i32.mul')
    .op('i32.add')
  f.int(walk.channelPitch)
  f.int(walk.first * 4).int(walk.last * 4)
  f.get(rowsLeft).call(tile)
}
