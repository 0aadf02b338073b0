import { emitGroupInput } from '../group-input'
import type { WasmFeatures } from '../profile'
import { PARAMETER } from '../variant'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitWindowCopy } from '../window-copy'
import { emitAcross, emitDown } from './passes'
import type { SeparablePlan } from './plan'

/**
 * Work division of `wasm-separable`: a strip is a block of columns of a band of output rows of one
 * output channel. For each input channel and each row that the band needs, the thread copies the
 * padded row and convolves it with the slice's kernel rows, one per rank, into its scratch; then it
 * goes down the columns of all input channels and ranks at once with their kernel columns. Nothing is shared between strips
 * but what is only read; the rows between two bands are computed by both.
 */
export function emitSeparable(
  plan: SeparablePlan,
  features: WasmFeatures,
): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const copyRow = emitWindowCopy(module, plan.geometry, plan.window)
  const across = emitAcross(module, plan, features)
  const down = emitDown(module, plan, features)
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyRow, across, down }))
  return module.finish()
}

interface Callees {
  readonly copyRow: Callee
  readonly across: Callee
  readonly down: Callee
}

function emitStrip(f: FunctionEmitter, plan: SeparablePlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const place = emitPlace(f, index, plan)
  const [constants, group, input] = f.locals('i32', 3)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(place.channel).int(plan.geometry.outChannelsPerGroup).op('i32.div_u').set(group)
  emitGroupInput(f, plan.geometry, { parameters, group, to: input })
  const context = { place, scratch, parameters, constants, input }
  emitFirstPass(f, plan, { context, callees })
  emitSecondPass(f, plan, { context, callees })
}

/** Where a strip lies: its output channel, first row and column, and its size. */
interface Place {
  readonly channel: Local
  readonly firstRow: Local
  readonly rows: Local
  readonly firstColumn: Local
  readonly columns: Local
}

/** index = (channel · bands + band) · blocks + block; the last block has what is left. */
function emitPlace(f: FunctionEmitter, index: Local, plan: SeparablePlan): Place {
  const { blocks, bands, blockColumns, bandRows } = plan
  const { height, width } = plan.geometry.output
  const [channel, firstRow, rows, firstColumn, columns, block] = f.locals('i32', 6)
  f.get(index).int(blocks).op('i32.rem_u').tee(block)
  f.int(blockColumns).op('i32.mul').set(firstColumn)
  f.int(width - (blocks - 1) * blockColumns).int(blockColumns)
  f.get(block)
    .int(blocks - 1)
    .op('i32.eq')
    .op('select')
    .set(columns)
  f.get(index).int(blocks).op('i32.div_u').tee(channel)
  f.int(bands).op('i32.rem_u').int(bandRows).op('i32.mul').set(firstRow)
  f.get(channel).int(bands).op('i32.div_u').set(channel)
  emitLeast(f, { limit: bandRows, all: height, first: firstRow, to: rows })
  return { channel, firstRow, rows, firstColumn, columns }
}

interface StripContext {
  readonly place: Place
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
  /** Address of the group's first input channel. */
  readonly input: Local
}

interface PassContext {
  readonly context: StripContext
  readonly callees: Callees
}

/** scratch [c_i][row][column] ← each padded row ∗ the slice's kernel row */
function emitFirstPass(
  f: FunctionEmitter,
  plan: SeparablePlan,
  { context, callees }: PassContext,
): void {
  const { place, scratch, constants, input } = context
  const { spec, effectiveKernel, inChannelsPerGroup } = plan.geometry
  const kernelRow = spec.kernel.width * 4
  const { height, width } = spec.input
  const [channel, row, end, reach, padded, weights, source, target] = f.locals('i32', 8)
  f.get(scratch).int(plan.rowAt).op('i32.add').set(padded)
  f.get(place.columns)
    .int(effectiveKernel.width - 1)
    .op('i32.add')
    .set(reach)
  f.get(place.firstRow, place.rows).op('i32.add')
  f.int(effectiveKernel.height - 1)
    .op('i32.add')
    .set(end)
  emitConstantsOf(f, { context, count: plan.passes * spec.kernel.width, to: weights })
  f.get(input).set(source)
  f.int(0).set(channel)
  f.count(channel, inChannelsPerGroup, 1, () => {
    f.get(scratch, channel)
      .int(plan.rank * plan.channelPitch)
      .op('i32.mul')
      .op('i32.add')
      .set(target)
    f.get(place.firstRow).set(row)
    f.count(row, end, 1, () => {
      f.get(source, padded, row, place.firstColumn, reach, constants).call(callees.copyRow)
      for (let r = 0; r < plan.rank; r++) {
        f.get(padded, target)
          .int(r * plan.channelPitch)
          .op('i32.add')
        f.get(weights)
          .int(r * kernelRow)
          .op('i32.add')
        f.get(place.columns).call(callees.across)
      }
      f.get(target).int(plan.pitch).op('i32.add').set(target)
    })
    f.get(weights)
      .int(plan.rank * kernelRow)
      .op('i32.add')
      .set(weights)
    f.get(source)
      .int(height * width * 4)
      .op('i32.add')
      .set(source)
  })
}

function emitSecondPass(
  f: FunctionEmitter,
  plan: SeparablePlan,
  { context, callees }: PassContext,
): void {
  const { place, scratch, constants, parameters } = context
  const { spec, output } = plan.geometry
  const weights = f.local('i32')
  emitConstantsOf(f, { context, count: plan.passes * spec.kernel.height, to: weights })
  f.get(scratch, weights)
  f.get(constants, place.channel).int(2).op('i32.shl').op('i32.add')
  f.get(parameters).op('i32.load', PARAMETER.output)
  f.get(place.channel).int(output.height).op('i32.mul').get(place.firstRow).op('i32.add')
  f.int(output.width).op('i32.mul').get(place.firstColumn).op('i32.add')
  f.int(2).op('i32.shl').op('i32.add')
  f.get(place.rows, place.columns).call(callees.down)
}

/** to ← constants + output channel · count values */
function emitConstantsOf(
  f: FunctionEmitter,
  { context, count, to }: { context: StripContext; count: number; to: Local },
): void {
  f.get(context.constants, context.place.channel)
    .int(count * 4)
    .op('i32.mul')
    .op('i32.add')
    .set(to)
}
