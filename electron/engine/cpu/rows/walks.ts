import { PARAMETER } from '../variant'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { RowsPlan } from './plan'

/** A tile function for M output channels, and one for what is left of them. */
export interface TileRun {
  readonly channels: number
  readonly first: number
  readonly end: number
  readonly tile: Callee
}

/** Output channels [first,end) of a group, M at a time. */
export function channelRuns({ geometry, tile }: RowsPlan): Omit<TileRun, 'tile'>[] {
  const count = geometry.outChannelsPerGroup
  const rest = count % tile.channels
  const whole = { channels: tile.channels, first: 0, end: count - rest }
  const last = { channels: rest, first: count - rest, end: count }
  return [whole, last].filter(({ first, end }) => first < end)
}

/** Where a block lies, and the addresses that it is computed from. */
export interface Block {
  readonly group: Local
  /** First output row. */
  readonly row: Local
  /** Address of the group's first input channel. */
  readonly input: Local
  /** Address of the block's padded rows in the scratch. */
  readonly strip: Local
  readonly constants: Local
  readonly parameters: Local
}

/** Tiles first … last (columns) of a block, all reading the same rows. */
export interface Walk {
  readonly tiles: readonly TileRun[]
  /** Address of the block's first row, and bytes from it to padded column 0. */
  readonly source: Local
  readonly columnAt: number
  /** Bytes from row to row and from channel to channel. */
  readonly rowPitch: number
  readonly channelPitch: number
  readonly first: number
  readonly last: number
}

/** For every phase of the dilation and every M output channels: all the block's walks. */
export function emitWalks(
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
  f.int(walk.columnAt).op('i32.add')
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
