import type { Profile, WasmFeatures } from '../profile'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { stagesOf, stageTwiddles, twiddleCount, type Stage } from './order'
import type { BlockLayout } from './plan'

/** A complex number per lane; two vectors side by side where the machine is to join them. */
interface Complex {
  readonly re: readonly Local[]
  readonly im: readonly Local[]
}

interface Context {
  readonly f: FunctionEmitter
  readonly layout: BlockLayout
  readonly isInverse: boolean
  readonly hasRelaxedSimd: boolean
  /** 1, or 2 for vectors of 256 bits. */
  readonly lanes: number
}

export interface ColumnOptions {
  readonly layout: BlockLayout
  readonly isInverse: boolean
  readonly profile: Profile
  readonly features: WasmFeatures
}

/**
 * Work division: one call transforms the first `bytes`/4 columns of a complex block in place, 4 or
 * 8 neighbouring columns at a time, so that no lane ever meets another. Radix-4 passes (one of
 * radix 2 where the side asks for it): decimation in frequency forward, in time backward.
 * Signature: (block, bytes, twiddles).
 */
export function emitColumns(module: ModuleEmitter, options: ColumnOptions): Callee {
  const { layout, isInverse, profile, features } = options
  const lanes = profile.vectorBits / 128
  const name = isInverse ? 'inverseColumns' : 'forwardColumns'
  return module.define(name, { parameters: ['i32', 'i32', 'i32'], results: [] }, (f) => {
    const [block, bytes, twiddles] = f.parameters(3)
    const context = { f, layout, isInverse, hasRelaxedSimd: features.hasRelaxedSimd, lanes }
    const end = f.local('i32')
    f.get(block, bytes).op('i32.add').set(end)
    const stages = placeStages(layout.side)
    f.count(block, end, lanes * 16, () => {
      for (const stage of isInverse ? [...stages].reverse() : stages) {
        emitStage(context, stage, { block, twiddles })
      }
    })
  })
}

interface PlacedStage extends Stage {
  /** Where its twiddles lie in the table, in bytes. */
  readonly twiddlesAt: number
}

function placeStages(side: number): PlacedStage[] {
  let place = 0
  const placed = stagesOf(side).map((stage) => {
    const twiddlesAt = place
    place += stageTwiddles(stage) * 4
    return { ...stage, twiddlesAt }
  })
  if (place !== twiddleCount(side) * 4) throw new Error('the twiddle table has another size')
  return placed
}

/** for j: for every block of the stage: one butterfly over rows j, j + length/radix, … */
function emitStage(
  context: Context,
  stage: PlacedStage,
  { block, twiddles }: { block: Local; twiddles: Local },
): void {
  const { f, layout } = context
  const [row, lastRow, place, end, twiddle] = f.locals('i32', 5)
  const hasTwiddles = stage.length !== stage.radix
  f.get(block).set(row)
  f.get(block)
    .int((stage.length / stage.radix) * layout.pitch)
    .op('i32.add')
    .set(lastRow)
  f.get(twiddles).set(twiddle)
  f.count(row, lastRow, layout.pitch, () => {
    f.get(row).set(place)
    f.get(row)
      .int(layout.side * layout.pitch)
      .op('i32.add')
      .set(end)
    f.count(place, end, stage.length * layout.pitch, () => {
      emitButterfly(context, stage, { place, twiddle: hasTwiddles ? twiddle : null })
    })
    f.get(twiddle)
      .int((stage.radix - 1) * 8)
      .op('i32.add')
      .set(twiddle)
  })
}

interface Butterfly {
  readonly place: Local
  /** null where all twiddles are 1. */
  readonly twiddle: Local | null
}

function emitButterfly(context: Context, stage: PlacedStage, { place, twiddle }: Butterfly): void {
  const parts = Array.from({ length: stage.radix }, (_, part) => part)
  const values = parts.map(() => complexLocals(context))
  const turned = (part: number) => {
    const value = values[part]
    if (twiddle && value && part > 0) {
      emitTwiddle(context, value, { twiddle, at: stage.twiddlesAt + (part - 1) * 8 })
    }
  }
  parts.forEach((part) => {
    emitMove(context, values[part] as Complex, { stage, part, place, isStore: false })
    if (context.isInverse) turned(part)
  })
  if (stage.radix === 4) emitRadix4(context, values as [Complex, Complex, Complex, Complex])
  else emitRadix2(context, values as [Complex, Complex])
  parts.forEach((part) => {
    if (!context.isInverse) turned(part)
    emitMove(context, values[part] as Complex, { stage, part, place, isStore: true })
  })
}

function complexLocals({ f, lanes }: Context): Complex {
  return { re: f.locals('v128', lanes), im: f.locals('v128', lanes) }
}

interface Move {
  readonly stage: PlacedStage
  readonly part: number
  readonly place: Local
  readonly isStore: boolean
}

function emitMove(
  { f, layout }: Context,
  value: Complex,
  { stage, part, place, isStore }: Move,
): void {
  const row = ((part * stage.length) / stage.radix) * layout.pitch
  for (const [vectors, from] of [
    [value.re, row],
    [value.im, row + layout.imaginary],
  ] as const) {
    vectors.forEach((vector, lane) => {
      if (isStore) f.get(place, vector).op('v128.store', from + lane * 16)
      else
        f.get(place)
          .op('v128.load', from + lane * 16)
          .set(vector)
    })
  }
}

/** a ← a + b, b ← a − b */
function emitSumAndDifference({ f }: Context, a: Complex, b: Complex): void {
  for (const part of ['re', 'im'] as const) {
    const spare = a[part].map(() => f.local('v128'))
    a[part].forEach((x, lane) => {
      f.get(x, b[part][lane] as Local)
        .op('f32x4.sub')
        .set(spare[lane] as Local)
    })
    a[part].forEach((x, lane) =>
      f
        .get(x, b[part][lane] as Local)
        .op('f32x4.add')
        .set(x),
    )
    spare.forEach((difference, lane) => f.get(difference).set(b[part][lane] as Local))
  }
}

function emitRadix2(context: Context, [a, b]: readonly [Complex, Complex]): void {
  emitSumAndDifference(context, a, b)
}

/** The 4-point transform in place; i turns the other way in the inverse. */
function emitRadix4(context: Context, values: readonly [Complex, Complex, Complex, Complex]): void {
  const { f, isInverse } = context
  const [x0, x1, x2, x3] = values
  emitSumAndDifference(context, x0, x2)
  emitSumAndDifference(context, x1, x3)
  emitSumAndDifference(context, x0, x1)
  // Now x2 = t1 and x3 = t3: part 1 is t1 ∓ i·t3, part 3 is t1 ± i·t3; part 2 stands in x1.
  const one = complexLocals(context)
  const three = complexLocals(context)
  const [re, im] = isInverse ? [three, one] : [one, three]
  x2.re.forEach((t1, lane) =>
    f
      .get(t1, x3.im[lane] as Local)
      .op('f32x4.add')
      .set(re.re[lane] as Local),
  )
  x2.im.forEach((t1, lane) =>
    f
      .get(t1, x3.re[lane] as Local)
      .op('f32x4.sub')
      .set(re.im[lane] as Local),
  )
  x2.re.forEach((t1, lane) =>
    f
      .get(t1, x3.im[lane] as Local)
      .op('f32x4.sub')
      .set(im.re[lane] as Local),
  )
  x2.im.forEach((t1, lane) =>
    f
      .get(t1, x3.re[lane] as Local)
      .op('f32x4.add')
      .set(im.im[lane] as Local),
  )
  emitCopy(context, x1, x2)
  emitCopy(context, one, x1)
  emitCopy(context, three, x3)
}

function emitCopy({ f }: Context, from: Complex, to: Complex): void {
  for (const part of ['re', 'im'] as const) {
    from[part].forEach((vector, lane) => f.get(vector).set(to[part][lane] as Local))
  }
}

/** value ← value · w, or · conj(w) in the inverse. */
function emitTwiddle(
  context: Context,
  value: Complex,
  { twiddle, at }: { twiddle: Local; at: number },
): void {
  const { f, isInverse } = context
  const [c, s] = f.locals('v128', 2)
  f.get(twiddle).op('v128.load32_splat', at).set(c)
  f.get(twiddle)
    .op('v128.load32_splat', at + 4)
    .set(s)
  const spare = value.re.map(() => f.local('v128'))
  value.re.forEach((re, lane) =>
    f
      .get(re, c)
      .op('f32x4.mul')
      .set(spare[lane] as Local),
  )
  spare.forEach((sum, lane) => {
    emitMultiplyAdd(f, { a: value.im[lane] as Local, b: s, sum, isNegative: !isInverse }, context)
  })
  const cross = value.re.map(() => f.local('v128'))
  value.im.forEach((im, lane) =>
    f
      .get(im, c)
      .op('f32x4.mul')
      .set(cross[lane] as Local),
  )
  cross.forEach((sum, lane) => {
    emitMultiplyAdd(f, { a: value.re[lane] as Local, b: s, sum, isNegative: isInverse }, context)
  })
  spare.forEach((vector, lane) => f.get(vector).set(value.re[lane] as Local))
  cross.forEach((vector, lane) => f.get(vector).set(value.im[lane] as Local))
}
