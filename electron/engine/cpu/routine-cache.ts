import type { Convolution } from '../engine'
import type { StripPool } from './pool/strip-pool'
import type { Profile, WasmFeatures } from './profile'
import type { Routine, Variant } from './variant'

/** A routine that every thread of the pool knows by its number. */
export interface LoadedRoutine {
  readonly routine: Routine
  readonly number: number
}

/** Routines kept at most; the one not used for longest goes first. */
const KEPT = 64

/** Emits and compiles a routine once per geometry: an edited weight compiles nothing. */
export class RoutineCache {
  readonly #pool: StripPool
  readonly #profile: Profile
  readonly #features: WasmFeatures
  readonly #loaded = new Map<string, Promise<LoadedRoutine>>()

  constructor(pool: StripPool, profile: Profile, features: WasmFeatures) {
    this.#pool = pool
    this.#profile = profile
    this.#features = features
  }

  load(variant: Variant, convolution: Convolution): Promise<LoadedRoutine> {
    const key = keyOf(variant, convolution)
    const loaded = this.#loaded.get(key) ?? this.#compile(variant, convolution)
    this.#loaded.delete(key)
    this.#loaded.set(key, loaded)
    loaded.catch(() => this.#loaded.delete(key))
    this.#forget()
    return loaded
  }

  clear(): void {
    this.#loaded.clear()
  }

  async #compile(variant: Variant, convolution: Convolution): Promise<LoadedRoutine> {
    const routine = variant.build(convolution, this.#profile, this.#features)
    const module = await WebAssembly.compile(routine.module)
    return { routine, number: await this.#pool.load(module) }
  }

  #forget(): void {
    const [oldest] = this.#loaded
    if (!oldest || this.#loaded.size <= KEPT) return
    this.#loaded.delete(oldest[0])
    void oldest[1].then(({ number }) => this.#pool.unload(number)).catch(() => undefined)
  }
}

function keyOf(variant: Variant, convolution: Convolution): string {
  const ofWeights = variant.weightsKey?.(convolution) ?? ''
  return `${variant.family} ${ofWeights} ${JSON.stringify(convolution.geometry.spec)}`
}
