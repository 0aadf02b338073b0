import type {
  Capabilities,
  Convolution,
  Engine,
  PreparedConvolution,
  PrepareOptions,
} from '../engine'
import type { TensorMemory } from '../tensors/memory'
import { detectFeatures } from './features'
import { chooseVariant, variantNames } from './plan'
import { InlinePool } from './pool/inline-pool'
import { createPageWorker } from './pool/page-worker'
import type { CreateWorker } from './pool/control'
import type { StripPool } from './pool/strip-pool'
import { WorkerPool } from './pool/worker-pool'
import { ONE_TAP_128, type Profile, type WasmFeatures } from './profile'
import { RoutineCache } from './routine-cache'
import { prepareTypescript, TYPESCRIPT } from './typescript'
import { WasmConvolution } from './wasm-convolution'

export interface CpuEngineOptions {
  /** Where tensors lie; routines read inputs in it without a copy. */
  readonly memory: TensorMemory
  /** How threads are made; a page's Web Workers when left out. */
  readonly createWorker?: CreateWorker
  /** Most threads; the machine's when left out. */
  readonly threads?: number
  readonly profile?: Profile
}

/** WebAssembly emitted for the very geometry, on a pool of threads over shared memory. */
export class CpuEngine implements Engine {
  readonly #memory: TensorMemory
  readonly #pool: StripPool
  readonly #routines: RoutineCache

  constructor(options: CpuEngineOptions, pool: StripPool, features: WasmFeatures) {
    this.#memory = options.memory
    this.#pool = pool
    this.#routines = new RoutineCache(pool, options.profile ?? ONE_TAP_128, features)
  }

  capabilities(): Capabilities {
    return {
      engine: 'cpu',
      variants: variantNames(),
      software: false,
      maxThreads: this.#pool.maxThreads,
    }
  }

  async prepare(convolution: Convolution, options: PrepareOptions): Promise<PreparedConvolution> {
    if (options.variant === TYPESCRIPT) return prepareTypescript(convolution)
    const start = performance.now()
    const choice = chooseVariant(convolution, options.variant)
    const loaded = await this.#routines.load(choice.variant, convolution)
    const { maxThreads } = this.#pool
    return new WasmConvolution(convolution, {
      memory: this.#memory,
      pool: this.#pool,
      choice,
      loaded,
      threads: options.threads === 0 ? maxThreads : Math.min(options.threads, maxThreads),
      start,
    })
  }

  dispose(): void {
    this.#routines.clear()
    this.#pool.dispose()
  }
}

/** Threads where memory is shared, else this thread alone. */
export function createCpuEngine(options: CpuEngineOptions): CpuEngine {
  const { memory, createWorker = createPageWorker, threads } = options
  const pool = memory.isShared
    ? new WorkerPool(memory, createWorker, threads ?? machineThreads())
    : new InlinePool(memory)
  return new CpuEngine(options, pool, detectFeatures(memory.isShared))
}

function machineThreads(): number {
  return Math.max(1, Math.min(32, navigator.hardwareConcurrency))
}
