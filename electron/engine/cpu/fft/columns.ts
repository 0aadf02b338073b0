import type { WasmFeatures } from '../profile'
import type { Callee, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import {
  emitButterfly,
  emitLoad,
  emitSplat,
  emitStore,
  emitTwiddle,
  type Complex,
  type ComplexContext,
} from './complex'
import type { BlockLayout } from './layout'
import type { PlacedStage } from './twiddles'

export interface ColumnOptions {
  readonly layout: BlockLayout
  readonly stages: readonly PlacedStage[]
  readonly isInverse: boolean
  readonly features: WasmFeatures
}

interface Context extends ComplexContext {
  readonly layout: BlockLayout
  readonly panel: Local
  readonly twiddles: Local
}

/**
 * Work division: one call transforms the columns of one panel in place, side by side, so that no
 * lane ever meets another: decimation in frequency forward, in time backward.
 * Signature: (panel, twiddles).
 */
export function emitColumns(module: ModuleEmitter, options: ColumnOptions): Callee {
  const { layout, stages, isInverse, features } = options
  const name = isInverse ? 'inverseColumns' : 'forwardColumns'
  return module.define(name, { parameters: ['i32', 'i32'], results: [] }, (f) => {
    const [panel, twiddles] = f.parameters(2)
    const { hasRelaxedSimd } = features
    const context = { f, layout, isInverse, hasRelaxedSimd, panel, twiddles }
    for (const stage of isInverse ? [...stages].reverse() : stages) emitStage(context, stage)
  })
}

/** for j: for every run of the stage: one butterfly over rows j, j + length/radix, … */
function emitStage(context: Context, stage: PlacedStage): void {
  const { f, layout, panel, twiddles } = context
  const { length, radix, runs } = stage
  const [row, lastRow, place, end, twiddle] = f.locals('i32', 5)
  const hasTwiddles = length !== radix
  const walk = () => {
    if (runs === 1)
      return emitRows(context, stage, { place: row, twiddle: hasTwiddles ? twiddle : null })
    f.get(row).set(place)
    f.get(row)
      .int(layout.height * layout.rowBytes)
      .op('i32.add')
      .set(end)
    f.count(place, end, length * layout.rowBytes, () => {
      emitRows(context, stage, { place, twiddle: hasTwiddles ? twiddle : null })
    })
  }
  f.get(panel).set(row)
  if (!hasTwiddles) return walk()
  f.get(twiddles).int(stage.twiddlesAt).op('i32.add').set(twiddle)
  f.get(panel)
    .int((length / radix) * layout.rowBytes)
    .op('i32.add')
    .set(lastRow)
  f.count(row, lastRow, layout.rowBytes, () => {
    walk()
    f.get(twiddle)
      .int((radix - 1) * 8)
      .op('i32.add')
      .set(twiddle)
  })
}

interface Butterfly {
  readonly place: Local
  /** null where all twiddles are 1. */
  readonly twiddle: Local | null
}

function emitRows(context: Context, stage: PlacedStage, { place, twiddle }: Butterfly): void {
  const { f, layout, isInverse } = context
  const { length, radix } = stage
  const placeOf = (part: number) => {
    const reAt = part * (length / radix) * layout.rowBytes
    return { re: place, im: place, reAt, imAt: reAt + layout.imaginary }
  }
  const turned = (value: Complex, part: number) => {
    if (!twiddle || part === 0) return value
    const at = (part - 1) * 8
    const w = emitSplat(f, { re: twiddle, im: twiddle, reAt: at, imAt: at + 4 }, layout.vectors)
    return emitTwiddle(context, value, w)
  }
  const values = emitButterfly(context, radix, (part) => {
    const value = emitLoad(f, placeOf(part), layout.vectors)
    return isInverse ? turned(value, part) : value
  })
  values.forEach((value, part) => {
    emitStore(f, placeOf(part), isInverse ? value : turned(value, part))
  })
}
