import { emitGroupInput } from '../group-input'
import {
  emitSliceBlocks,
  emitSlicePlace,
  emitTileFunctions,
  type SlicePlace,
  type TileFunctions,
} from '../slices'
import { emitStripCopy } from '../strip-copy'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import type { DirectPlan } from './plan'
import { emitTileRows } from './tile'

/**
 * Work division of `wasm-direct`: a strip is a band of output rows of one group (and one slice of
 * its output channels). The thread copies the padded input rows of the band into its scratch, then
 * walks over blocks of M output channels, rows, and tiles of N vectors; each tile's M·N sums stay
 * in registers over all taps. Nothing is shared between strips but what is only read.
 */
export function emitDirect(plan: DirectPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const copyStrip = emitStripCopy(module, plan.geometry, plan)
  const tiles = emitTileFunctions(plan.slices, (shape) =>
    emitTileRows(module, plan, { shape, features }),
  )
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyStrip, tiles }))
  return module.finish()
}

interface Callees {
  readonly copyStrip: Callee
  readonly tiles: TileFunctions
}

function emitStrip(f: FunctionEmitter, plan: DirectPlan, { copyStrip, tiles }: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const place = emitPlace(f, index, plan)
  const [constants, input] = f.locals('i32', 2)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  emitGroupInput(f, plan.geometry, { parameters, group: place.group, to: input })
  f.get(input, scratch)
  f.get(place.firstRow).int(plan.geometry.spec.stride.y).op('i32.mul')
  f.get(place.rows).int(1).op('i32.sub').int(plan.geometry.spec.stride.y).op('i32.mul')
  f.int(plan.geometry.effectiveKernel.height).op('i32.add')
  f.get(constants).call(copyStrip)
  const { outChannelsPerGroup } = plan.geometry
  emitSliceBlocks(f, { slices: plan.slices, place, outChannelsPerGroup, tiles }, (channel, tile) =>
    emitBlock(f, plan, { channel, tile, place, scratch, parameters, constants }),
  )
}

/** Where a strip lies: its group, slice, first output row and number of rows. */
interface Place extends SlicePlace {
  readonly firstRow: Local
  readonly rows: Local
}

/** index = (group · slices + slice) · bands + band */
function emitPlace(
  f: FunctionEmitter,
  index: Local,
  { bands, slices, layout, geometry }: DirectPlan,
): Place {
  const [group, slice, firstRow, rows] = f.locals('i32', 4)
  f.get(index).int(bands).op('i32.rem_u').int(layout.outputRows).op('i32.mul').set(firstRow)
  emitSlicePlace(f, index, { parts: bands, slices: slices.length, to: { group, slice } })
  emitLeast(f, { limit: layout.outputRows, all: geometry.output.height, first: firstRow, to: rows })
  return { group, slice, firstRow, rows }
}

interface BlockContext {
  readonly channel: Local
  readonly tile: Callee
  readonly place: Place
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

/** All rows of one block of M output channels. */
function emitBlock(f: FunctionEmitter, plan: DirectPlan, context: BlockContext): void {
  const { channel, tile, place, scratch, parameters, constants } = context
  const { output } = plan.geometry
  f.get(scratch)
  f.get(constants, channel)
    .int(plan.walk.taps * 4)
    .op('i32.mul')
    .op('i32.add')
  f.get(constants, channel).int(2).op('i32.shl').op('i32.add')
  f.get(parameters).op('i32.load', PARAMETER.output)
  f.get(channel).int(output.height).op('i32.mul').get(place.firstRow).op('i32.add')
  f.int(output.width * 4)
    .op('i32.mul')
    .op('i32.add')
  f.get(place.rows, constants).call(tile)
}
