import { emitGroupInput } from '../group-input'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import { emitWindowCopy } from '../window-copy'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitColumns } from './columns'
import { emitCopyOut } from './copy-out'
import type { FftPlan } from './plan'
import { emitSpectrumProducts } from './products'
import { emitForwardRow, emitInverseRow } from './rows'

interface Callees {
  readonly copyRow: Callee
  readonly forwardRow: Callee
  readonly forwardColumns: Callee
  readonly products: ReadonlyMap<number, Callee>
  readonly inverseColumns: Callee
  readonly inverseRow: Callee
  readonly copyOut: Callee
}

/**
 * Work division of `wasm-fft`: a strip is two neighbouring blocks of the output, whose input windows
 * become real and imaginary part of one complex block, since the kernel is real (overlap-save). The
 * thread transforms the rows of that block for every input channel, read from the picture itself
 * where they lie inside; then, panel by panel, it transforms the columns, multiplies and sums over
 * the channels and transforms the columns of the outputs back; last the rows that are kept.
 */
export function emitFft(plan: FftPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const { layout, twiddles, geometry } = plan
  const products = new Map<number, Callee>()
  for (const { outputs } of outputRuns(plan)) {
    const shape = { layout, inputs: geometry.inChannelsPerGroup, outputs, features }
    products.set(outputs, emitSpectrumProducts(module, shape))
  }
  const columns = { layout, stages: twiddles.columns, features }
  const callees: Callees = {
    copyRow: emitWindowCopy(module, geometry, { rows: 1, pitch: 0, tables: plan.constants }),
    forwardRow: emitForwardRow(module, { layout, twiddles, features }),
    forwardColumns: emitColumns(module, { ...columns, isInverse: false }),
    products,
    inverseColumns: emitColumns(module, { ...columns, isInverse: true }),
    inverseRow: emitInverseRow(module, { layout, twiddles, features }),
    copyOut: emitCopyOut(module, plan),
  }
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, callees))
  return module.finish()
}

/** Output channels of a group in runs of equal size: whole ones, and a smaller one at the end. */
function outputRuns({
  geometry,
  outputsAtOnce,
}: FftPlan): { outputs: number; first: number; count: number }[] {
  const count = Math.floor(geometry.outChannelsPerGroup / outputsAtOnce)
  const rest = geometry.outChannelsPerGroup - count * outputsAtOnce
  const whole = { outputs: outputsAtOnce, first: 0, count }
  return rest === 0 ? [whole] : [whole, { outputs: rest, first: count * outputsAtOnce, count: 1 }]
}

/** A block of the output: its first pixel, and how much of it there is. */
interface Block {
  readonly y: Local
  readonly x: Local
  readonly rows: Local
  readonly columns: Local
}

interface Strip {
  readonly f: FunctionEmitter
  readonly plan: FftPlan
  readonly callees: Callees
  readonly group: Local
  readonly pair: readonly [Block, Block]
  readonly parameters: Local
  readonly constants: Local
  /** Addresses of the parts of the scratch and of the constants. */
  readonly spare: Local
  readonly inputs: Local
  readonly outputs: Local
  readonly twiddles: Local
}

function emitStrip(f: FunctionEmitter, plan: FftPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [constants, group, first, second, hasSecond] = f.locals('i32', 5)
  const [spare, inputs, outputs, twiddles] = f.locals('i32', 4)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  for (const [base, at, to] of [
    [scratch, plan.scratch.spare, spare],
    [scratch, plan.scratch.inputs, inputs],
    [scratch, plan.scratch.outputs, outputs],
    [constants, plan.constants.twiddles, twiddles],
  ] as const) {
    f.get(base).int(at).op('i32.add').set(to)
  }
  f.get(index).int(plan.pairs).op('i32.div_u').set(group)
  f.get(index).int(plan.pairs).op('i32.rem_u').int(1).op('i32.shl').tee(first)
  f.int(1).op('i32.add').tee(second).int(plan.blocks).op('i32.lt_u').set(hasSecond)
  f.get(second, first, hasSecond).op('select').set(second)
  const pair = [emitBlock(f, plan, first), emitBlock(f, plan, second)] as const
  // A block that is not there keeps no rows.
  f.get(pair[1].rows).int(0).get(hasSecond).op('select').set(pair[1].rows)
  const addresses = { spare, inputs, outputs, twiddles }
  const strip: Strip = { f, plan, callees, group, pair, parameters, constants, ...addresses }
  emitInputRows(strip)
  const runs = outputRuns(plan)
  const isOneRun = runs.length === 1 && runs[0]?.count === 1
  if (!isOneRun) emitPanels(strip, { emitPanel: (at) => emitForwardPanel(strip, at) })
  for (const run of runs) emitOutputs(strip, { ...run, isOnly: isOneRun })
}

function emitBlock(f: FunctionEmitter, plan: FftPlan, index: Local): Block {
  const [y, x, rows, columns] = f.locals('i32', 4)
  const { output } = plan.geometry
  f.get(index).int(plan.blocksAcross).op('i32.div_u').int(plan.validRows).op('i32.mul').set(y)
  f.get(index).int(plan.blocksAcross).op('i32.rem_u').int(plan.validColumns).op('i32.mul').set(x)
  for (const [limit, all, first, to] of [
    [plan.validRows, output.height, y, rows],
    [plan.validColumns, output.width, x, columns],
  ] as const) {
    emitLeast(f, { limit, all, first, to })
  }
  return { y, x, rows, columns }
}

/** The rows of both windows of every input channel, transformed. */
function emitInputRows(strip: Strip): void {
  const { f, plan, callees, group, pair, parameters, inputs, spare, twiddles } = strip
  const { layout, geometry } = plan
  const plane = geometry.spec.input.height * geometry.spec.input.width * 4
  const [channel, picture, block, row, place] = f.locals('i32', 5)
  const sources = f.locals('i32', 2)
  emitGroupInput(f, geometry, { parameters, group, to: picture })
  f.get(inputs).set(block)
  f.int(0).set(channel)
  f.count(channel, geometry.inChannelsPerGroup, 1, () => {
    f.get(block).set(place)
    f.int(0).set(row)
    f.count(row, layout.height, 1, () => {
      pair.forEach((window, part) => {
        emitRowSource(strip, { window, row, picture, part, to: sources[part] as Local })
      })
      f.get(...sources, spare, place, twiddles).call(callees.forwardRow)
      f.get(place).int(layout.rowBytes).op('i32.add').set(place)
    })
    f.get(block).int(layout.bytes).op('i32.add').set(block)
    f.get(picture).int(plane).op('i32.add').set(picture)
  })
}

interface RowSource {
  readonly window: Block
  readonly row: Local
  readonly picture: Local
  readonly part: number
  readonly to: Local
}

/** Where a window's row lies: in the picture when it is wholly inside, else copied to the spare row. */
function emitRowSource(strip: Strip, { window, row, picture, part, to }: RowSource): void {
  const { f, plan, callees, constants, spare } = strip
  const { layout, geometry } = plan
  const { input, padding } = geometry.spec
  const source = f.local('i32')
  f.get(constants, window.y).get(row).op('i32.add').int(2).op('i32.shl').op('i32.add')
  f.op('i32.load', plan.constants.rows).set(source)
  f.get(source).int(0).op('i32.ge_s')
  f.get(window.x).int(padding.left).op('i32.ge_s').op('i32.and')
  f.get(window.x)
    .int(padding.left + input.width - layout.width)
    .op('i32.gt_s')
    .op('i32.eqz')
    .op('i32.and')
  f.when(
    () => {
      f.get(source).int(input.width).op('i32.mul').get(window.x).op('i32.add')
      f.int(padding.left).op('i32.sub').int(2).op('i32.shl')
      f.get(picture).op('i32.add').set(to)
    },
    () => {
      f.get(spare)
        .int(part * layout.width * 4)
        .op('i32.add')
        .set(to)
      f.get(picture, to, window.y).get(row).op('i32.add').get(window.x)
      f.int(layout.width).get(constants).call(callees.copyRow)
    },
  )
}

/** for every panel: emitPanel(byte offset of the panel in a block) */
function emitPanels({ f, plan }: Strip, { emitPanel }: { emitPanel: (at: Local) => void }): void {
  const { layout } = plan
  const at = f.local('i32')
  f.int(0).set(at)
  f.count(at, layout.bytes, layout.panelBytes, () => emitPanel(at))
}

/** The columns of one panel of every input channel. */
function emitForwardPanel({ f, plan, callees, inputs, twiddles }: Strip, at: Local): void {
  const { layout, geometry } = plan
  const [panel, channel] = f.locals('i32', 2)
  f.get(inputs, at).op('i32.add').set(panel)
  f.int(0).set(channel)
  f.count(channel, geometry.inChannelsPerGroup, 1, () => {
    f.get(panel, twiddles).call(callees.forwardColumns)
    f.get(panel).int(layout.bytes).op('i32.add').set(panel)
  })
}

interface OutputRun {
  readonly outputs: number
  readonly first: number
  readonly count: number
  /** True when it makes all outputs of a group: then it transforms the inputs' columns as well. */
  readonly isOnly: boolean
}

function emitOutputs(strip: Strip, run: OutputRun): void {
  const { f, plan, callees, group, inputs, outputs, constants, twiddles } = strip
  const { geometry, layout } = plan
  const { outChannelsPerGroup, inChannelsPerGroup } = geometry
  const products = callees.products.get(run.outputs)
  if (!products) throw new Error(`no products of ${run.outputs} outputs`)
  const [channel, end, m, panel, spectra] = f.locals('i32', 5)
  f.get(group).int(outChannelsPerGroup).op('i32.mul').int(run.first).op('i32.add').tee(channel)
  f.int(run.outputs * run.count)
    .op('i32.add')
    .set(end)
  f.count(channel, end, run.outputs, () => {
    f.get(constants, channel).int(inChannelsPerGroup * layout.bytes)
    f.op('i32.mul').op('i32.add').int(plan.constants.spectra).op('i32.add').set(spectra)
    const emitPanel = (at: Local) => {
      if (run.isOnly) emitForwardPanel(strip, at)
      f.get(inputs, at).op('i32.add').get(spectra, at).op('i32.add')
      f.get(outputs, at).op('i32.add').tee(panel).call(products)
      f.int(0).set(m)
      f.count(m, run.outputs, 1, () => {
        f.get(panel, twiddles).call(callees.inverseColumns)
        f.get(panel).int(layout.bytes).op('i32.add').set(panel)
      })
    }
    emitPanels(strip, { emitPanel })
    emitOutputRows(strip, { channel, outputs: run.outputs })
  })
}

/** The rows that are kept, transformed back and copied into both blocks of the output. */
function emitOutputRows(
  strip: Strip,
  { channel, outputs }: { channel: Local; outputs: number },
): void {
  const { f, plan, callees, pair, spare, twiddles, constants, parameters } = strip
  const { output } = plan.geometry
  const [m, place, row, bias, block] = f.locals('i32', 5)
  const targets = f.locals('i32', 2)
  f.get(strip.outputs).set(block)
  f.int(0).set(m)
  f.count(m, outputs, 1, () => {
    f.get(constants, channel).get(m).op('i32.add').int(2).op('i32.shl').op('i32.add').set(bias)
    pair.forEach(({ y, x }, part) => {
      f.get(parameters).op('i32.load', PARAMETER.output)
      f.get(channel, m).op('i32.add').int(output.height).op('i32.mul').get(y).op('i32.add')
      f.int(output.width).op('i32.mul').get(x).op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.set(targets[part] as Local)
    })
    f.get(block).set(place)
    f.int(0).set(row)
    f.count(row, pair[0].rows, 1, () => {
      f.get(spare, place, twiddles).call(callees.inverseRow)
      pair.forEach(({ rows, columns }, part) => {
        const target = targets[part] as Local
        f.get(row, rows).op('i32.lt_u')
        f.when(() => {
          f.get(spare)
            .int(part * plan.layout.width * 4)
            .op('i32.add')
          f.get(target, columns, bias).call(callees.copyOut)
        })
        f.get(target)
          .int(output.width * 4)
          .op('i32.add')
          .set(target)
      })
      f.get(place).int(plan.layout.rowBytes).op('i32.add').set(place)
    })
    f.get(block).int(plan.layout.bytes).op('i32.add').set(block)
  })
}
