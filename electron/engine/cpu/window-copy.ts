import type { Geometry } from '../../contract/spec'
import { OUTSIDE, sourceIndices } from '../convolution/padding'
import type { Callee, FunctionEmitter, Local } from './wasm/emitter'
import type { ModuleEmitter } from './wasm/module'

/** A rectangle of the padded input that a transform works on. */
export interface Window {
  readonly rows: number
  /** Padded rows from one to the next: 1 unless given. */
  readonly rowStep?: number
  /** Bytes from row to row. */
  readonly pitch: number
  /** Byte offsets of the source tables among the routine's constants. */
  readonly tables: { readonly rows: number; readonly columns: number }
}

/** Source row and column of every padded one, `OUTSIDE` where padding stands. */
export interface WindowSources {
  readonly rows: Int32Array
  readonly columns: Int32Array
}

/** Tables that reach `down` rows and `across` columns, beyond the padded input where they must. */
export function windowSources({ spec }: Geometry, [down, across]: [number, number]): WindowSources {
  const { input, padding, paddingMode } = spec
  const rows = sourceIndices(input.height, [padding.top, padding.bottom], paddingMode)
  const columns = sourceIndices(input.width, [padding.left, padding.right], paddingMode)
  return { rows: extended(rows, down), columns: extended(columns, across) }
}

function extended(sources: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(Math.max(length, sources.length)).fill(OUTSIDE)
  longer.set(sources)
  return longer
}

/**
 * Work division: one call copies `window.rows` padded rows × `columns` padded columns of one
 * channel. Columns outside the picture come from the column table.
 * Signature: (channel, target, firstRow, firstColumn, columns, constants).
 */
export function emitWindowCopy(module: ModuleEmitter, geometry: Geometry, window: Window): Callee {
  const copyRow = emitRowCopy(module, geometry, window)
  const { spec } = geometry
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('copyWindow', { parameters, results: [] }, (f) => {
    const [channel, target, firstRow, firstColumn, columns, constants] = f.parameters(6)
    const [row, source] = f.locals('i32', 2)
    f.int(0).set(row)
    f.count(row, window.rows, 1, () => {
      f.get(constants, firstRow).get(row)
      if (window.rowStep) f.int(window.rowStep).op('i32.mul')
      f.op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.op('i32.load', window.tables.rows).tee(source).int(0).op('i32.lt_s')
      f.when(
        () => {
          const [at, end, value] = [f.local('i32'), f.local('i32'), f.local('v128')]
          f.get(target).set(at)
          f.get(target, columns).int(2).op('i32.shl').op('i32.add').set(end)
          f.float(spec.paddingValue).op('f32x4.splat').set(value)
          f.count(at, end, 16, () => f.get(at, value).op('v128.store'))
        },
        () => {
          f.get(channel, source)
            .int(spec.input.width * 4)
            .op('i32.mul')
            .op('i32.add')
          f.get(target, firstColumn, columns, constants).call(copyRow)
        },
      )
      f.get(target).int(window.pitch).op('i32.add').set(target)
    })
  })
}

/**
 * Work division: one call copies `columns` padded columns of one row: left edge, inside, right
 * edge. Signature: (source row, target, firstColumn, columns, constants).
 */
export function emitRowCopy(
  module: ModuleEmitter,
  { spec }: Geometry,
  window: Pick<Window, 'tables'>,
): Callee {
  const insideFrom = spec.padding.left
  const insideTo = insideFrom + spec.input.width
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('copyWindowRow', { parameters, results: [] }, (f) => {
    const [source, target, firstColumn, columns, constants] = f.parameters(5)
    const [column, end, stop, index] = f.locals('i32', 4)
    const value = f.local('f32')
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
      f.op('i32.load', window.tables.columns).tee(index).int(0).op('i32.lt_s')
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
