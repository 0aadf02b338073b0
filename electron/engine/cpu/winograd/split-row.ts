import { emitRowCopy } from '../window-copy'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitTurn } from '../wasm/turn'
import { tilesBeyond, type WinogradPlan } from './plan'

/**
 * Work division: one call splits one padded row into the window's [s_x][m_x][tile]: column
 * (tile·m + j)·s + p of the segment goes to phase p, column j, tile. So neighbouring lanes are
 * neighbouring tiles, and column j + m of a tile is column j of the next one. What lies inside the
 * picture is read where it is, the rest from a padded copy.
 * Signature: (channel, row, target, firstColumn, tiles, scratch, constants).
 */
export function emitSplitRow(module: ModuleEmitter, plan: WinogradPlan): Callee {
  const { spec } = plan.geometry
  const { across } = plan
  const copyRow = emitRowCopy(module, plan.geometry, { tables: plan.constants })
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('splitRow', { parameters, results: [] }, (f) => {
    const [channel, row, target, firstColumn, tiles, scratch, constants] = f.parameters(7)
    const [source, end] = f.locals('i32', 2)
    f.get(tiles)
      .int(tilesBeyond(across) + 3)
      .op('i32.add')
      .int(2)
      .op('i32.shr_u')
      .int(4)
      .op('i32.shl')
      .get(target)
      .op('i32.add')
      .set(end)
    f.get(constants, row).int(2).op('i32.shl').op('i32.add')
    f.op('i32.load', plan.constants.rows).tee(source).int(0).op('i32.lt_s')
    f.when(
      () => emitPaddingRow(f, plan, target),
      () => {
        f.get(channel, source)
          .int(spec.input.width * 4)
          .op('i32.mul')
          .op('i32.add')
          .set(source)
        const split = { source, target, end, column: firstColumn, scratch, constants }
        emitSplit(f, plan, { split, copyRow })
      },
    )
  })
}

function emitPaddingRow(f: FunctionEmitter, plan: WinogradPlan, target: Local): void {
  const [at, end, value] = [f.local('i32'), f.local('i32'), f.local('v128')]
  f.float(plan.geometry.spec.paddingValue).op('f32x4.splat').set(value)
  f.get(target).tee(at).int(plan.window.row).op('i32.add').set(end)
  f.count(at, end, 16, () => f.get(at, value).op('v128.store'))
}

interface Split {
  readonly source: Local
  readonly target: Local
  /** Where the target ends. */
  readonly end: Local
  readonly column: Local
  readonly scratch: Local
  readonly constants: Local
}

/** 4 tiles at a time, from the picture where they lie inside it. */
function emitSplit(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { split, copyRow }: { split: Split; copyRow: Callee },
): void {
  const { source, target, end, column, scratch, constants } = split
  const { step } = plan.across
  const { padding } = plan.geometry.spec
  const from = f.local('i32')
  f.count(target, end, 16, () => {
    emitIsInside(f, plan, column)
    f.when(
      () => {
        f.get(source, column).int(padding.left).op('i32.sub')
        f.int(2).op('i32.shl').op('i32.add').set(from)
      },
      () => {
        f.get(source, scratch).int(plan.scratch.row).op('i32.add').tee(from)
        f.get(column)
          .int(step * 4)
          .get(constants)
          .call(copyRow)
      },
    )
    if (step === 2) emitSplitPairs(f, plan, { source: from, target })
    else
      for (let first = 0; first < step; first += 4)
        emitSplitFour(f, plan, { source: from, target, first })
    f.get(column)
      .int(step * 4)
      .op('i32.add')
      .set(column)
  })
}

/** Pushes whether all that 4 tiles from `column` on read lies inside the picture. */
function emitIsInside(f: FunctionEmitter, { geometry, across }: WinogradPlan, column: Local): void {
  const { padding, input } = geometry.spec
  f.get(column).int(padding.left).op('i32.ge_s')
  f.get(column)
    .int(padding.left + input.width - across.step * 4)
    .op('i32.lt_s')
  f.op('i32.and')
}

interface SplitColumns {
  readonly source: Local
  readonly target: Local
}

function emitSplitPairs(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { source, target }: SplitColumns,
): void {
  const [one, two] = f.locals('v128', 2)
  f.get(source).op('v128.load', 0).set(one)
  f.get(source).op('v128.load', 16).set(two)
  f.get(target, one, two).shuffle([0, 2, 4, 6]).op('v128.store', columnOffset(plan, 0))
  f.get(target, one, two).shuffle([1, 3, 5, 7]).op('v128.store', columnOffset(plan, 1))
}

/**
 * Columns [first, first + 4) of the step of each of 4 tiles. Of those behind the step nothing is stored,
 * so that V8 leaves out their half of the turn; up to 3 values behind the last tile are read.
 */
function emitSplitFour(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { source, target, first }: SplitColumns & { first: number },
): void {
  const { step } = plan.across
  const tiles = f.locals('v128', 4)
  tiles.forEach((tile, index) =>
    f
      .get(source)
      .op('v128.load', (index * step + first) * 4)
      .set(tile),
  )
  emitTurn(f, tiles)
  tiles.forEach((column, index) => {
    if (first + index >= step) return
    f.get(target, column).op('v128.store', columnOffset(plan, first + index))
  })
}

/** Where column j·s + p of a tile's step lies in the window's row. */
function columnOffset({ across, window }: WinogradPlan, column: number): number {
  const phase = column % across.stride
  return (phase * across.side + Math.floor(column / across.stride)) * window.phase
}
