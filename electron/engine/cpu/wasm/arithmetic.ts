import type { FunctionEmitter, Local } from './emitter'

export interface MultiplyAdd {
  readonly a: Local
  readonly b: Local
  readonly sum: Local
  readonly isNegative?: boolean
}

/** sum ← sum ± a·b per lane: fused where the machine has relaxed SIMD, else a product and a sum. */
export function emitMultiplyAdd(
  f: FunctionEmitter,
  { a, b, sum, isNegative = false }: MultiplyAdd,
  { hasRelaxedSimd }: { readonly hasRelaxedSimd: boolean },
): void {
  if (hasRelaxedSimd) {
    f.get(a, b, sum)
      .op(isNegative ? 'f32x4.relaxed_nmadd' : 'f32x4.relaxed_madd')
      .set(sum)
  } else {
    f.get(sum, a, b)
      .op('f32x4.mul')
      .op(isNegative ? 'f32x4.sub' : 'f32x4.add')
      .set(sum)
  }
}

/** to ← min(limit, all − first): what is left of `all`, `limit` at most. */
export function emitLeast(
  f: FunctionEmitter,
  { limit, all, first, to }: { limit: number; all: number; first: Local; to: Local },
): void {
  f.int(limit).int(all).get(first).op('i32.sub').tee(to)
  f.int(limit).get(to).op('i32.lt_u').op('select').set(to)
}
