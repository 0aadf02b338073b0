import { emitGroupInput } from '../group-input'
import { runsOf, type BlockRun } from '../output-blocks'
import { emitStripCopy } from '../strip-copy'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import type { DirectPlan } from './plan'
import { emitTileRows, type TileShape } from './tile'

/**
 * Work division of `wasm-direct`: a strip is a band of output rows of one group (and one slice of
 * its output channels). The thread copies the padded input rows of the band into its scratch, then
 * walks over blocks of M output channels, rows, and tiles of N vectors; each tile's M·N sums stay
 * in registers over all taps. Nothing is shared between strips but what is only read.
 */
export function emitDirect(plan: DirectPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const copyStrip = emitStripCopy(module, plan.geometry, plan)
  const tiles = emitTileFunctions(module, plan, features)
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyStrip, tiles }))
  return module.finish()
}

type TileFunctions = ReadonlyMap<string, Callee>

const shapeKey = ({ channels, vectors }: TileShape) => `${channels}x${vectors}`

function emitTileFunctions(
  module: ModuleEmitter,
  plan: DirectPlan,
  features: WasmFeatures,
): TileFunctions {
  const functions = new Map<string, Callee>()
  for (const block of plan.slices.flat()) {
    const key = shapeKey(block)
    if (!functions.has(key))
      functions.set(key, emitTileRows(module, plan, { shape: block, features }))
  }
  return functions
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
  plan.slices.forEach((blocks, slice) => {
    f.get(place.slice).int(slice).op('i32.eq')
    f.when(() => {
      for (const run of runsOf(blocks))
        emitRun(f, plan, { run, tiles, place, scratch, parameters, constants })
    })
  })
}

/** Where a strip lies: its group, slice, first output row and number of rows. */
interface Place {
  readonly group: Local
  readonly slice: Local
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
  f.get(index).int(bands).op('i32.div_u').tee(group).int(slices.length).op('i32.rem_u').set(slice)
  f.get(group).int(slices.length).op('i32.div_u').set(group)
  emitLeast(f, { limit: layout.outputRows, all: geometry.output.height, first: firstRow, to: rows })
  return { group, slice, firstRow, rows }
}

interface RunContext {
  readonly run: BlockRun
  readonly tiles: TileFunctions
  readonly place: Place
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

function emitRun(f: FunctionEmitter, plan: DirectPlan, context: RunContext): void {
  const { run, tiles, place, scratch, parameters, constants } = context
  const tile = tiles.get(shapeKey(run))
  if (!tile) throw new Error(`no tile ${shapeKey(run)}`)
  const { outChannelsPerGroup, output } = plan.geometry
  const [channel, end] = f.locals('i32', 2)
  f.get(place.group).int(outChannelsPerGroup).op('i32.mul')
  f.int(run.first).op('i32.add').tee(channel)
  f.int(run.channels * run.count)
    .op('i32.add')
    .set(end)
  f.count(channel, end, run.channels, () => {
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
  })
}
