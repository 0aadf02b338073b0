import { emitGroupInput } from '../group-input'
import { PARAMETER } from '../variant'
import type { WasmFeatures } from '../profile'
import { emitWindowCopy } from '../window-copy'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitColumns } from './columns'
import type { FftPlan } from './plan'
import { emitSpectrumProducts } from './products'
import { emitBlockTurn } from './turn-block'

interface Callees {
  readonly copyWindow: Callee
  readonly forward: Callee
  readonly inverse: Callee
  readonly turn: Callee
  readonly copyOut: Callee
  readonly products: ReadonlyMap<number, Callee>
}

/**
 * Work division of `wasm-fft`: a strip is two neighbouring blocks of the output, whose input windows
 * become real and imaginary part of one complex block, since the kernel is real. The thread
 * transforms that block of every input channel once, multiplies and sums over the channels in the
 * frequency domain, and transforms each output channel back (overlap-save).
 */
export function emitFft(plan: FftPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const { layout, profile } = plan
  const products = new Map<number, Callee>()
  for (const { outputs } of outputRuns(plan)) {
    products.set(outputs, emitSpectrumProducts(module, plan, { outputs, features }))
  }
  const callees: Callees = {
    copyWindow: emitWindowCopy(module, plan.geometry, {
      rows: layout.side,
      pitch: layout.pitch,
      tables: plan.constants,
    }),
    forward: emitColumns(module, { layout, isInverse: false, profile, features }),
    inverse: emitColumns(module, { layout, isInverse: true, profile, features }),
    turn: emitBlockTurn(module, layout),
    copyOut: emitCopyOut(module, plan),
    products,
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
  /** 1 when the second block is there. */
  readonly hasSecond: Local
  readonly scratch: Local
  readonly parameters: Local
  readonly constants: Local
}

function emitStrip(f: FunctionEmitter, plan: FftPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [constants, group, first, second, hasSecond] = f.locals('i32', 5)
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(index).int(plan.pairs).op('i32.div_u').set(group)
  f.get(index).int(plan.pairs).op('i32.rem_u').int(1).op('i32.shl').tee(first)
  f.int(1).op('i32.add').tee(second).int(plan.blocks).op('i32.lt_u').set(hasSecond)
  f.get(second, first, hasSecond).op('select').set(second)
  const pair = [emitBlock(f, plan, first), emitBlock(f, plan, second)] as const
  const strip: Strip = { f, plan, callees, group, pair, hasSecond, scratch, parameters, constants }
  emitInputs(strip)
  for (const run of outputRuns(plan)) emitOutputs(strip, run)
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

/** Both windows of every input channel, transformed: Z[i]. */
function emitInputs({
  f,
  plan,
  callees,
  group,
  pair,
  scratch,
  parameters,
  constants,
}: Strip): void {
  const { layout, geometry } = plan
  const plane = geometry.spec.input.height * geometry.spec.input.width * 4
  const [channel, source, block] = f.locals('i32', 3)
  emitGroupInput(f, geometry, { parameters, group, to: source })
  f.get(scratch).int(plan.scratch.inputs).op('i32.add').set(block)
  f.int(0).set(channel)
  f.count(channel, geometry.inChannelsPerGroup, 1, () => {
    pair.forEach(({ y, x }, part) => {
      f.get(source, block)
        .int(part * layout.imaginary)
        .op('i32.add')
      f.get(y, x).int(layout.side).get(constants).call(callees.copyWindow)
    })
    emitTransform(
      { f, plan, callees, constants },
      { block, callee: callees.forward, last: layout.side * 4 },
    )
    f.get(block).int(layout.bytes).op('i32.add').set(block)
    f.get(source).int(plane).op('i32.add').set(source)
  })
}

/** Columns, a turn, columns. last: how many bytes of columns the second pass needs. */
function emitTransform(
  { f, plan, callees, constants }: Pick<Strip, 'f' | 'plan' | 'callees' | 'constants'>,
  { block, callee, last }: { block: Local; callee: Callee; last: number },
): void {
  const { layout } = plan
  const columns = (bytes: number) => {
    f.get(block).int(bytes).get(constants).int(plan.constants.twiddles).op('i32.add').call(callee)
  }
  columns(layout.side * 4)
  f.get(block).call(callees.turn)
  f.get(block).int(layout.imaginary).op('i32.add').call(callees.turn)
  columns(last)
}

function emitOutputs(strip: Strip, run: { outputs: number; first: number; count: number }): void {
  const { f, plan, callees, group, scratch, constants } = strip
  const { outChannelsPerGroup, inChannelsPerGroup } = plan.geometry
  const products = callees.products.get(run.outputs)
  if (!products) throw new Error(`no products of ${run.outputs} outputs`)
  const [channel, end, m, block] = f.locals('i32', 4)
  f.get(group).int(outChannelsPerGroup).op('i32.mul').int(run.first).op('i32.add').tee(channel)
  f.int(run.outputs * run.count)
    .op('i32.add')
    .set(end)
  f.count(channel, end, run.outputs, () => {
    f.get(scratch).int(plan.scratch.inputs).op('i32.add')
    f.get(constants, channel)
      .int(inChannelsPerGroup * plan.layout.bytes)
      .op('i32.mul')
      .op('i32.add')
    f.int(plan.constants.spectra).op('i32.add')
    f.get(scratch).int(plan.scratch.outputs).op('i32.add').tee(block).call(products)
    f.int(0).set(m)
    f.count(m, run.outputs, 1, () => {
      const lastBytes = Math.ceil(plan.validColumns / 8) * 32
      emitTransform(strip, { block, callee: callees.inverse, last: lastBytes })
      emitCopies(strip, { channel, m, block })
      f.get(block).int(plan.layout.bytes).op('i32.add').set(block)
    })
  })
}

/** The real part is the first block of the pair, the imaginary part the second. */
function emitCopies(
  strip: Strip,
  { channel, m, block }: { channel: Local; m: Local; block: Local },
): void {
  const { f, plan, callees, pair, hasSecond, parameters, constants } = strip
  const { output } = plan.geometry
  pair.forEach(({ y, x, rows, columns }, part) => {
    if (part === 1) f.get(hasSecond)
    else f.int(1)
    f.when(() => {
      f.get(block)
        .int(part * plan.layout.imaginary)
        .op('i32.add')
      f.get(parameters).op('i32.load', PARAMETER.output)
      f.get(channel, m).op('i32.add').int(output.height).op('i32.mul').get(y).op('i32.add')
      f.int(output.width).op('i32.mul').get(x).op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.get(rows, columns)
      f.get(constants, channel).get(m).op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.call(callees.copyOut)
    })
  })
}

/** target[y,x] ← block[y,x] + bias. Signature: (block, target, rows, columns, bias). */
function emitCopyOut(module: ModuleEmitter, plan: FftPlan): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('copyOut', { parameters, results: [] }, (f) => {
    const [block, target, rows, columns, biasAt] = f.parameters(5)
    const [row, at, whole, end] = f.locals('i32', 4)
    const bias = f.local('v128')
    f.get(biasAt).op('v128.load32_splat', plan.constants.bias).set(bias)
    f.get(columns).int(-4).op('i32.and').int(2).op('i32.shl').set(whole)
    f.get(columns).int(2).op('i32.shl').set(end)
    f.int(0).set(row)
    f.count(row, rows, 1, () => {
      f.int(0).set(at)
      f.count(at, whole, 16, () => {
        f.get(target, at).op('i32.add').get(block, at).op('i32.add').op('v128.load')
        f.get(bias).op('f32x4.add').op('v128.store')
      })
      f.count(at, end, 4, () => {
        f.get(target, at).op('i32.add').get(block, at).op('i32.add').op('f32.load')
        f.get(bias).op('f32x4.extract_lane', 0).op('f32.add').op('f32.store')
      })
      f.get(block).int(plan.layout.pitch).op('i32.add').set(block)
      f.get(target)
        .int(plan.geometry.output.width * 4)
        .op('i32.add')
        .set(target)
    })
  })
}
