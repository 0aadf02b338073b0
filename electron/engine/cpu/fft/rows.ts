import type { WasmFeatures } from '../profile'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitTurn } from '../wasm/turn'
import {
  emitButterfly,
  emitLoad,
  emitStore,
  emitTwiddle,
  type Complex,
  type ComplexContext,
  type ComplexPlace,
} from './complex'
import type { BlockLayout } from './layout'
import { TURNED } from './order'
import type { PlacedStage, TwiddleTable } from './twiddles'

export interface RowOptions {
  readonly layout: BlockLayout
  readonly twiddles: TwiddleTable
  readonly features: WasmFeatures
}

interface Context extends ComplexContext {
  readonly layout: BlockLayout
  readonly table: TwiddleTable
  readonly twiddles: Local
}

/** A row of `width` values: real parts and imaginary parts, each without gaps. */
interface Row {
  readonly re: Local
  readonly im: Local
}

/**
 * Work division: one call transforms one row. Neighbouring values are computed side by side; runs of
 * 16 are turned in registers at the end. The row comes from two pictures' rows or a copy of them,
 * goes through the spare row (width real parts, width imaginary parts; it may be the source) and is
 * left in the block's panels. Signature: (real source, imaginary source, spare, place in panel 0,
 * twiddles).
 */
export function emitForwardRow(module: ModuleEmitter, options: RowOptions): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('forwardRow', { parameters, results: [] }, (f) => {
    const [re, im, spareRe, target, twiddles] = f.parameters(5)
    const context = contextOf(f, options, { twiddles, isInverse: false })
    const spare = spareRow(f, spareRe, options.layout)
    options.twiddles.rows.forEach((stage, index) => {
      emitStage(context, stage, { from: index === 0 ? { re, im } : spare, to: spare })
    })
    emitTurned(context, { row: spare, panels: target })
  })
}

/** The way back, from the panels to the spare row. Signature: (spare, place in panel 0, twiddles). */
export function emitInverseRow(module: ModuleEmitter, options: RowOptions): Callee {
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define('inverseRow', { parameters, results: [] }, (f) => {
    const [spareRe, source, twiddles] = f.parameters(3)
    const context = contextOf(f, options, { twiddles, isInverse: true })
    const spare = spareRow(f, spareRe, options.layout)
    emitTurned(context, { row: spare, panels: source })
    for (const stage of [...options.twiddles.rows].reverse()) {
      emitStage(context, stage, { from: spare, to: spare })
    }
  })
}

function contextOf(
  f: FunctionEmitter,
  { layout, twiddles: table, features }: RowOptions,
  { twiddles, isInverse }: { twiddles: Local; isInverse: boolean },
): Context {
  return { f, layout, table, twiddles, isInverse, hasRelaxedSimd: features.hasRelaxedSimd }
}

function spareRow(f: FunctionEmitter, re: Local, { width }: BlockLayout): Row {
  const im = f.local('i32')
  f.get(re)
    .int(width * 4)
    .op('i32.add')
    .set(im)
  return { re, im }
}

/** One pass over a row: for every run: for j: a butterfly over values j, j + length/radix, … */
function emitStage(context: Context, stage: PlacedStage, rows: { from: Row; to: Row }): void {
  const { f, layout } = context
  const { length, radix, runs } = stage
  const step = layout.vectors * 16
  const [run, at, end, twiddle, fromRe, fromIm, toRe, toIm] = f.locals('i32', 8)
  f.int(0).set(run)
  f.count(run, runs * length * 4, length * 4, () => {
    f.get(run).set(at)
    f.get(run)
      .int((length / radix) * 4)
      .op('i32.add')
      .set(end)
    f.get(context.twiddles).int(stage.twiddlesAt).op('i32.add').set(twiddle)
    f.count(at, end, step, () => {
      for (const [base, place] of [
        [rows.from.re, fromRe],
        [rows.from.im, fromIm],
        [rows.to.re, toRe],
        [rows.to.im, toIm],
      ] as const) {
        f.get(base, at).op('i32.add').set(place)
      }
      const [from, to] = [
        { re: fromRe, im: fromIm },
        { re: toRe, im: toIm },
      ]
      emitValues(context, stage, { from, to, twiddle })
      f.get(twiddle)
        .int((radix - 1) * 2 * step)
        .op('i32.add')
        .set(twiddle)
    })
  })
}

function emitValues(
  context: Context,
  { length, radix }: PlacedStage,
  { from, to, twiddle }: { from: Row; to: Row; twiddle: Local },
): void {
  const { f, layout, isInverse } = context
  const placeIn = (row: Row, part: number): ComplexPlace => {
    const at = part * (length / radix) * 4
    return { ...row, reAt: at, imAt: at }
  }
  const turned = (value: Complex, part: number) =>
    part === 0 ? value : emitTwiddle(context, value, loadTwiddle(context, { twiddle, part }))
  const values = emitButterfly(context, radix, (part) => {
    const value = emitLoad(f, placeIn(from, part), layout.vectors)
    return isInverse ? turned(value, part) : value
  })
  values.forEach((value, part) => {
    emitStore(f, placeIn(to, part), isInverse ? value : turned(value, part))
  })
}

function loadTwiddle(
  { f, layout }: Context,
  { twiddle, part }: { twiddle: Local; part: number },
): Complex {
  const at = (part - 1) * 32 * layout.vectors
  const place = { re: twiddle, im: twiddle, reAt: at, imAt: at + 16 * layout.vectors }
  return emitLoad(f, place, layout.vectors)
}

/** Runs of 16 values between the row and the panels. */
function emitTurned(context: Context, { row, panels }: { row: Row; panels: Local }): void {
  const { f, layout } = context
  const [at, place, re, im] = f.locals('i32', 4)
  f.int(0).set(at)
  f.get(panels).set(place)
  f.count(at, layout.width * 4, TURNED * 4, () => {
    f.get(row.re, at).op('i32.add').set(re)
    f.get(row.im, at).op('i32.add').set(im)
    if (context.isInverse) emitBackward(context, { row: { re, im }, place })
    else emitForward(context, { row: { re, im }, place })
    f.get(place)
      .int((TURNED / 4 / layout.vectors) * layout.panelBytes)
      .op('i32.add')
      .set(place)
  })
}

interface TurnedStep {
  readonly row: Row
  readonly place: Local
}

function emitForward(context: Context, { row, place }: TurnedStep): void {
  const { f, layout } = context
  const across = emitButterfly(context, 4, (part) => emitLoad(f, inRow(row, part), 1))
  const turned = across.map((value, part) => turnedBy(context, value, part))
  emitSquares(f, turned)
  const values = emitButterfly(context, 4, (part) => turned[part] as Complex)
  values.forEach((value, part) => emitStore(f, inPanels(layout, place, part), value))
}

function emitBackward(context: Context, { row, place }: TurnedStep): void {
  const { f, layout } = context
  const values = emitButterfly(context, 4, (part) => emitLoad(f, inPanels(layout, place, part), 1))
  emitSquares(f, values)
  const across = emitButterfly(context, 4, (part) =>
    turnedBy(context, values[part] as Complex, part),
  )
  across.forEach((value, part) => emitStore(f, inRow(row, part), value))
}

function turnedBy(context: Context, value: Complex, part: number): Complex {
  if (part === 0) return value
  const { f, twiddles, table } = context
  const at = table.turnedAt + (part - 1) * 32
  const place = { re: twiddles, im: twiddles, reAt: at, imAt: at + 16 }
  return emitTwiddle(context, value, emitLoad(f, place, 1))
}

/** Lanes become vectors and vectors lanes. */
function emitSquares(f: FunctionEmitter, values: readonly Complex[]): void {
  emitTurn(
    f,
    values.map(({ re }) => re[0] as Local),
  )
  emitTurn(
    f,
    values.map(({ im }) => im[0] as Local),
  )
}

function inRow(row: Row, part: number): ComplexPlace {
  return { ...row, reAt: part * 16, imAt: part * 16 }
}

/** The part-th vector of 4 columns from `place` on. */
function inPanels(layout: BlockLayout, place: Local, part: number): ComplexPlace {
  const reAt = Math.floor(part / layout.vectors) * layout.panelBytes + (part % layout.vectors) * 16
  return { re: place, im: place, reAt, imAt: reAt + layout.imaginary }
}
