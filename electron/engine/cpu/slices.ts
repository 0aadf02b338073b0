import type { BlockRun, OutputBlock } from './output-blocks'
import { runsOf } from './output-blocks'
import type { Callee, FunctionEmitter, Local } from './wasm/emitter'

/** A tile's function by its number of output channels: within one plan that names its shape. */
export type TileFunctions = ReadonlyMap<number, Callee>

/** Emits one function for every tile shape among the blocks. */
export function emitTileFunctions(
  slices: readonly (readonly OutputBlock[])[],
  emit: (shape: OutputBlock) => Callee,
): TileFunctions {
  const functions = new Map<number, Callee>()
  for (const block of slices.flat()) {
    if (!functions.has(block.channels)) functions.set(block.channels, emit(block))
  }
  return functions
}

/** Which group and which slice of its output channels a strip belongs to. */
export interface SlicePlace {
  readonly group: Local
  readonly slice: Local
}

/** index = (group · slices + slice) · parts + part: finds the group and the slice. */
export function emitSlicePlace(
  f: FunctionEmitter,
  index: Local,
  { parts, slices, to }: { parts: number; slices: number; to: SlicePlace },
): void {
  const { group, slice } = to
  f.get(index).int(parts).op('i32.div_u').tee(group).int(slices).op('i32.rem_u').set(slice)
  f.get(group).int(slices).op('i32.div_u').set(group)
}

export interface SliceWalk {
  readonly slices: readonly (readonly OutputBlock[])[]
  readonly place: SlicePlace
  readonly outChannelsPerGroup: number
  readonly tiles: TileFunctions
}

/** For each block of the strip's slice: `body` with its first output channel and its tile's function. */
export function emitSliceBlocks(
  f: FunctionEmitter,
  { slices, place, outChannelsPerGroup, tiles }: SliceWalk,
  body: (channel: Local, tile: Callee) => void,
): void {
  slices.forEach((blocks, slice) => {
    f.get(place.slice).int(slice).op('i32.eq')
    f.when(() => {
      for (const run of runsOf(blocks)) {
        const tile = tiles.get(run.channels)
        if (!tile) throw new Error(`no tile of ${run.channels} channels`)
        const [channel, end] = f.locals('i32', 2)
        emitRunBlocks(f, { run, group: place.group, outChannelsPerGroup, channel, end }, () =>
          body(channel, tile),
        )
      }
    })
  })
}

/** for (channel = the run's first of its group; …; channel += the block's channels) */
export function emitRunBlocks(
  f: FunctionEmitter,
  walk: {
    readonly run: BlockRun
    readonly group: Local
    readonly outChannelsPerGroup: number
    readonly channel: Local
    readonly end: Local
  },
  body: () => void,
): void {
  const { run, group, outChannelsPerGroup, channel, end } = walk
  f.get(group).int(outChannelsPerGroup).op('i32.mul')
  f.int(run.first).op('i32.add').tee(channel)
  f.int(run.channels * run.count)
    .op('i32.add')
    .set(end)
  f.count(channel, end, run.channels, body)
}
