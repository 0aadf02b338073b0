import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from './matrices'
import type { WinogradPlan } from './plan'

/**
 * Work division: one call copies 8 padded rows × `columns` padded columns of one channel. Columns
 * outside the picture come from the column table. Signature: (channel, window, firstRow, firstColumn, columns, constants).
 */
export function emitWindowCopy(module: ModuleEmitter, plan: WinogradPlan): Callee {
  const copyRow = emitRowCopy(module, plan)
  const { spec } = plan.geometry
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('copyWindow', { parameters, results: [] }, (f) => {
    const [channel, window, firstRow, firstColumn, columns, constants] = f.parameters(6)
    const [row, source] = f.locals('i32', 2)
    f.int(0).set(row)
    f.count(row, POINTS, 1, () => {
      f.get(constants, firstRow).get(row).op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.op('i32.load', plan.constants.rows).tee(source).int(0).op('i32.lt_s')
      f.when(
        () => {
          const [at, end, value] = [f.local('i32'), f.local('i32'), f.local('v128')]
          f.get(window).set(at)
          f.get(window, columns).int(2).op('i32.shl').op('i32.add').set(end)
          f.float(spec.paddingValue).op('f32x4.splat').set(value)
          f.count(at, end, 16, () => f.get(at, value).op('v128.store'))
        },
        () => {
          f.get(channel, source)
            .int(spec.input.width * 4)
            .op('i32.mul')
            .op('i32.add')
          f.get(window, firstColumn, columns, constants).call(copyRow)
        },
      )
      f.get(window).int(plan.windowPitch).op('i32.add').set(window)
    })
  })
}

/** (source row, target, firstColumn, columns, constants): left edge, inside, right edge. */
function emitRowCopy(module: ModuleEmitter, plan: WinogradPlan): Callee {
  const { spec } = plan.geometry
  const insideFrom = spec.padding.left
  const insideTo = insideFrom + spec.input.width
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('copyWindowRow', { parameters, results: [] }, (f) => {
    const [source, target, firstColumn, columns, constants] = f.parameters(5)
    const [column, end, stop, index, value] = [...f.locals('i32', 4), f.local('f32')] as [
      Local,
      Local,
      Local,
      Local,
      Local,
    ]
    const least = (limit: number) => {
      f.get(end).int(limit).get(end).int(limit).op('i32.lt_u').op('select').set(stop)
    }
    const step = (advance: number) => {
      f.get(target)
        .int(advance * 4)
        .op('i32.add')
        .set(target)
    }
    const fromTable = () => {
      f.get(constants, column).int(2).op('i32.shl').op('i32.add')
      f.op('i32.load', plan.constants.columns).tee(index).int(0).op('i32.lt_s')
      f.when(
        () => f.float(spec.paddingValue).set(value),
        () => f.get(source, index).int(2).op('i32.shl').op('i32.add').op('f32.load').set(value),
      )
      f.get(target, value).op('f32.store')
      step(1)
    }
    const inside = (lanes: 1 | 4) => {
      f.get(target, source, column)
        .int(2)
        .op('i32.shl')
        .op('i32.add')
        .int(insideFrom * 4)
        .op('i32.sub')
      if (lanes === 4) f.op('v128.load').op('v128.store')
      else f.op('f32.load').op('f32.store')
      step(lanes)
    }
    f.get(firstColumn).set(column)
    f.get(firstColumn, columns).op('i32.add').set(end)
    least(insideFrom)
    f.count(column, stop, 1, fromTable)
    least(insideTo)
    emitVectorsThenRest({ f, column, stop }, inside)
    f.count(column, end, 1, fromTable)
  })
}

function emitVectorsThenRest(
  { f, column, stop }: { f: FunctionEmitter; column: Local; stop: Local },
  copy: (lanes: 1 | 4) => void,
): void {
  const whole = f.local('i32')
  f.get(stop, column).op('i32.gt_u')
  f.when(() => {
    f.get(column, stop).get(column).op('i32.sub').int(-4).op('i32.and').op('i32.add').set(whole)
    f.count(column, whole, 4, () => copy(4))
    f.count(column, stop, 1, () => copy(1))
  })
}
