import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitTurn } from '../wasm/turn'
import type { WasmFeatures } from '../profile'
import { POINTS } from './matrices'
import type { WinogradPlan } from './plan'

/** Numbers that the transforms multiply by, in the order they lie among the constants. */
export const FACTORS = [
  5.25, -4.25, 0.25, -1.25, 0.5, -2.5, 2, 4, -5, 8, 16, 32, 0.125, 0.0625, 0.03125,
] as const
type Factor = (typeof FACTORS)[number]

/** Pushes vector expressions of one function: locals, factors from memory, fused multiply-adds. */
class Vectors {
  readonly f: FunctionEmitter
  readonly #factors: number
  readonly #constants: Local
  readonly #features: WasmFeatures

  constructor(f: FunctionEmitter, constants: Local, factorsAt: number, features: WasmFeatures) {
    this.f = f
    this.#constants = constants
    this.#factors = factorsAt
    this.#features = features
  }

  sum(a: Local, b: Local, to: Local): void {
    this.f.get(a, b).op('f32x4.add').set(to)
  }

  difference(a: Local, b: Local, to: Local): void {
    this.f.get(a, b).op('f32x4.sub').set(to)
  }

  product(factor: Factor, a: Local, to: Local): void {
    this.#factor(factor)
    this.f.get(a).op('f32x4.mul').set(to)
  }

  /** to ← factor·a + b */
  multiplyAdd(factor: Factor, a: Local, [b, to]: readonly [Local, Local]): void {
    if (this.#features.hasRelaxedSimd) {
      this.#factor(factor)
      this.f.get(a, b).op('f32x4.relaxed_madd').set(to)
      return
    }
    this.f.get(b)
    this.#factor(factor)
    this.f.get(a).op('f32x4.mul').op('f32x4.add').set(to)
  }

  #factor(factor: Factor): void {
    const at = this.#factors + FACTORS.indexOf(factor) * 4
    this.f.get(this.#constants).op('v128.load32_splat', at)
  }
}

/** d ← Bᵀ·d for 8 vectors, in place: points 0, ±1, ±2, ±½, ∞. */
function emitInputPoints(vectors: Vectors, d: readonly Local[]): void {
  const { f } = vectors
  const [d0, d1, d2, d3, d4, d5, d6, d7] = d as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ]
  const [r0, r7, even, odd, r1, r2] = f.locals('v128', 6)
  vectors.difference(d4, d2, r0)
  vectors.multiplyAdd(5.25, r0, [d0, r0])
  vectors.difference(r0, d6, r0)
  vectors.difference(d3, d5, r7)
  vectors.multiplyAdd(5.25, r7, [d7, r7])
  vectors.difference(r7, d1, r7)
  vectors.sum(d2, d6, even)
  vectors.multiplyAdd(-4.25, d4, [even, even])
  vectors.sum(d1, d5, odd)
  vectors.multiplyAdd(-4.25, d3, [odd, odd])
  vectors.sum(even, odd, r1)
  vectors.difference(even, odd, r2)
  const [even2, odd2] = f.locals('v128', 2)
  vectors.multiplyAdd(0.25, d2, [d6, even])
  vectors.multiplyAdd(-1.25, d4, [even, even])
  vectors.product(0.5, d1, odd)
  vectors.multiplyAdd(-2.5, d3, [odd, odd])
  vectors.multiplyAdd(2, d5, [odd, odd])
  vectors.multiplyAdd(4, d2, [d6, even2])
  vectors.multiplyAdd(-5, d4, [even2, even2])
  vectors.product(2, d1, odd2)
  vectors.multiplyAdd(-2.5, d3, [odd2, odd2])
  vectors.multiplyAdd(0.5, d5, [odd2, odd2])
  vectors.sum(even, odd, d3)
  vectors.difference(even, odd, d4)
  vectors.sum(even2, odd2, d5)
  vectors.difference(even2, odd2, d6)
  for (const [from, to] of [
    [r0, d0],
    [r1, d1],
    [r2, d2],
    [r7, d7],
  ] as const)
    f.get(from).set(to)
}

/** y ← Aᵀ·v: 8 vectors become `y.length` ≤ 6. v1 … v6 are overwritten. */
function emitOutputPoints(vectors: Vectors, v: readonly Local[], y: readonly Local[]): void {
  const [v0, v1, v2, v3, v4, v5, v6, v7] = v as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ]
  const spare = vectors.f.local('v128')
  for (const [plus, minus] of [
    [v1, v2],
    [v3, v4],
    [v5, v6],
  ] as const) {
    vectors.difference(plus, minus, spare)
    vectors.sum(plus, minus, plus)
    vectors.f.get(spare).set(minus)
  }
  y.forEach((to, power) => {
    const [one, two, half] = power % 2 === 0 ? [v1, v3, v5] : [v2, v4, v6]
    if (power === 0) {
      vectors.sum(v0, one, to)
      vectors.sum(to, two, to)
      vectors.sum(to, half, to)
      return
    }
    vectors.multiplyAdd((2 ** power) as Factor, two, [one, to])
    vectors.multiplyAdd((2 ** -power) as Factor, half, [to, to])
    if (power === y.length - 1) vectors.sum(to, v7, to)
  })
}

/** `body` twice, with `offset` 0 and `step`: two basic blocks instead of one that spills. */
function twice(f: FunctionEmitter, offset: Local, step: number, body: () => void): void {
  f.int(0).set(offset)
  f.count(offset, step * 2, step, body)
}

/**
 * Work division: one call transforms one 8×8 tile of one channel, Bᵀ·d·B. Columns first (4 at a
 * time), a turn through `turn`, then rows. Writes 64 values, 8 per horizontal point, `pointPitch`
 * apart. Signature: (window, target, turn, constants).
 */
export function emitInputTransform(
  module: ModuleEmitter,
  plan: WinogradPlan,
  features: WasmFeatures,
): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define('transformInput', { parameters, results: [] }, (f) => {
    const [window, target, turn, constants] = f.parameters(4)
    const vectors = new Vectors(f, constants, plan.constants.factors, features)
    const [half, place] = f.locals('i32', 2)
    const d = f.locals('v128', POINTS)
    twice(f, half, 16, () => {
      f.get(window, half).op('i32.add').set(place)
      d.forEach((vector, row) =>
        f
          .get(place)
          .op('v128.load', row * plan.windowPitch)
          .set(vector),
      )
      emitInputPoints(vectors, d)
      f.get(turn, half).op('i32.add').set(place)
      d.forEach((vector, row) => f.get(place, vector).op('v128.store', row * 32))
    })
    twice(f, half, 16, () => {
      f.get(turn, half).int(3).op('i32.shl').op('i32.add').set(place)
      for (let row = 0; row < 4; row++) {
        f.get(place)
          .op('v128.load', row * 32)
          .set(d[row] as Local)
        f.get(place)
          .op('v128.load', row * 32 + 16)
          .set(d[row + 4] as Local)
      }
      emitTurn(f, d.slice(0, 4))
      emitTurn(f, d.slice(4))
      emitInputPoints(vectors, d)
      f.get(target, half).op('i32.add').set(place)
      d.forEach((vector, point) => f.get(place, vector).op('v128.store', point * plan.pointPitch))
    })
  })
}

/**
 * Work division: one call turns the 64 sums of one tile and output channel into m×m pixels,
 * Aᵀ·s·A + bias. Signature: (sums, target, pitch, turn, constants, bias).
 */
export function emitOutputTransform(
  module: ModuleEmitter,
  plan: WinogradPlan,
  features: WasmFeatures,
): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  const side = plan.tileSide
  return module.define('transformOutput', { parameters, results: [] }, (f) => {
    const [sums, target, pitch, turn, constants, biasAt] = f.parameters(6)
    const vectors = new Vectors(f, constants, plan.constants.factors, features)
    const [half, place] = f.locals('i32', 2)
    const v = f.locals('v128', POINTS)
    const y = f.locals('v128', side)
    const bias = f.local('v128')
    twice(f, half, 16, () => {
      f.get(sums, half).op('i32.add').set(place)
      v.forEach((vector, point) =>
        f
          .get(place)
          .op('v128.load', point * 32)
          .set(vector),
      )
      emitOutputPoints(vectors, v, y)
      f.get(turn, half).op('i32.add').set(place)
      y.forEach((vector, column) => f.get(place, vector).op('v128.store', column * 32))
    })
    f.get(biasAt).op('v128.load32_splat', plan.constants.bias).set(bias)
    for (let first = 0; first < side; first += 4) {
      emitOutputColumns({ f, vectors, v, y }, { turn, first })
      f.get(target).set(place)
      for (const row of y) {
        f.get(place, row, bias).op('f32x4.add')
        f.op(side - first >= 4 ? 'v128.store' : 'v128.store64_lane', first * 4)
        f.get(place, pitch).op('i32.add').set(place)
      }
    }
  })
}

interface OutputVectors {
  readonly f: FunctionEmitter
  readonly vectors: Vectors
  readonly v: readonly Local[]
  readonly y: readonly Local[]
}

/** Pixel columns [first, first+4) of all rows; those beyond the tile are not stored. */
function emitOutputColumns(
  { f, vectors, v, y }: OutputVectors,
  { turn, first }: { turn: Local; first: number },
): void {
  for (let column = 0; column < 4; column++) {
    f.get(turn)
      .op('v128.load', (first + column) * 32)
      .set(v[column] as Local)
    f.get(turn)
      .op('v128.load', (first + column) * 32 + 16)
      .set(v[column + 4] as Local)
  }
  emitTurn(f, v.slice(0, 4))
  emitTurn(f, v.slice(4))
  emitOutputPoints(vectors, v, y)
}
