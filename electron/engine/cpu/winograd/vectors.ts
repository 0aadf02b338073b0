import type { WasmFeatures } from '../profile'
import type { FunctionEmitter, Local } from '../wasm/emitter'
import { emitVectorStores } from '../wasm/store-vectors'

/** Numbers that the transforms multiply by, in the order they lie among the constants. */
export const FACTORS = [
  5.25, -4.25, 0.25, -1.25, 0.5, -2.5, 2, 4, -5, 8, 16, 32, 64, 0.125, 0.0625, 0.03125, 0.015625,
] as const
export type Factor = (typeof FACTORS)[number]

/** One vector of 4 tiles, or two that stand side by side in memory and become one of 256 bits. */
export type Wide = readonly Local[]

function lane(wide: Wide, index: number): Local {
  const local = wide[index]
  if (!local) throw new Error(`a vector of ${wide.length} has no part ${index}`)
  return local
}

/**
 * Emits arithmetic on wide vectors: the parts of one operation stand next to each other, which is
 * what V8's revectorizer looks for. Factors come from memory, right before their use.
 */
export class Vectors {
  readonly f: FunctionEmitter
  readonly #width: number
  readonly #constants: Local
  readonly #factorsAt: number
  readonly #features: WasmFeatures
  readonly #factor: Local
  #loaded: Factor | undefined

  constructor(
    f: FunctionEmitter,
    of: { width: number; constants: Local; factorsAt: number; features: WasmFeatures },
  ) {
    this.f = f
    this.#width = of.width
    this.#constants = of.constants
    this.#factorsAt = of.factorsAt
    this.#features = of.features
    this.#factor = f.local('v128')
  }

  declare(): Wide {
    return this.f.locals('v128', this.#width)
  }

  declareMany(count: number): Wide[] {
    return Array.from({ length: count }, () => this.declare())
  }

  load(address: Local, offset: number, to: Wide): void {
    to.forEach((part, index) =>
      this.f
        .get(address)
        .op('v128.load', offset + index * 16)
        .set(part),
    )
  }

  store(address: Local, offset: number, from: Wide): void {
    emitVectorStores(this.f, { address, offset, values: from })
  }

  sum(a: Wide, b: Wide, to: Wide): void {
    to.forEach((part, i) => this.f.get(lane(a, i), lane(b, i)).op('f32x4.add').set(part))
  }

  difference(a: Wide, b: Wide, to: Wide): void {
    to.forEach((part, i) => this.f.get(lane(a, i), lane(b, i)).op('f32x4.sub').set(part))
  }

  /** to ← factor·a */
  product(factor: Factor, a: Wide, to: Wide): void {
    this.#load(factor)
    to.forEach((part, i) => this.f.get(this.#factor, lane(a, i)).op('f32x4.mul').set(part))
  }

  /** to ← factor·a + b */
  multiplyAdd(factor: Factor, a: Wide, [b, to]: readonly [Wide, Wide]): void {
    this.#load(factor)
    to.forEach((part, i) => {
      if (this.#features.hasRelaxedSimd)
        this.f.get(this.#factor, lane(a, i), lane(b, i)).op('f32x4.relaxed_madd')
      else this.f.get(lane(b, i), this.#factor, lane(a, i)).op('f32x4.mul').op('f32x4.add')
      this.f.set(part)
    })
  }

  /** A new basic block: the factor has to be loaded anew. */
  forget(): void {
    this.#loaded = undefined
  }

  #load(factor: Factor): void {
    if (this.#loaded === factor) return
    const at = this.#factorsAt + FACTORS.indexOf(factor) * 4
    this.f.get(this.#constants).op('v128.load32_splat', at).set(this.#factor)
    this.#loaded = factor
  }
}

/** What a function of a plan's transforms computes with. */
export function vectorsOf(
  plan: { readonly width: 1 | 2; readonly constants: { readonly factors: number } },
  features: WasmFeatures,
  { f, constants }: { f: FunctionEmitter; constants: Local },
): Vectors {
  const { width } = plan
  return new Vectors(f, { width, constants, factorsAt: plan.constants.factors, features })
}
