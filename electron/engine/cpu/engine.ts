import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type {
  Capabilities,
  Convolution,
  Engine,
  PreparedConvolution,
  PrepareOptions,
} from '../engine'
import type { TensorMemory } from '../tensors/memory'
import type { Summarize } from '../tensors/summary'
import { chooseProfile, type Calibration, type ProfileMemory } from './calibration/choose-profile'
import { detectFeatures } from './features'
import { isMode, variantNames } from './plan'
import { Planner, type Choice, type TimeVariant } from './planner'
import { InlinePool } from './pool/inline-pool'
import { createPageWorker } from './pool/page-worker'
import type { CreateWorker } from './pool/control'
import type { StripPool } from './pool/strip-pool'
import { WorkerPool } from './pool/worker-pool'
import type { Profile, WasmFeatures } from './profile'
import { RoutineCache } from './routine-cache'
import { CpuSummaries } from './summary/cpu-summaries'
import { timeRuns } from './time-variant'
import { prepareTypescript, TYPESCRIPT } from './typescript'
import { WasmConvolution } from './wasm-convolution'

export interface CpuEngineOptions {
  /** Where tensors lie; routines read inputs in it without a copy. */
  readonly memory: TensorMemory
  /** How threads are made; a page's Web Workers when left out. */
  readonly createWorker?: CreateWorker
  /** Most threads; the machine's when left out. */
  readonly threads?: number
  /** How code is generated; chosen by a self-test when left out. */
  readonly profile?: Profile
  /** Where the self-test's choice is kept for the next start. */
  readonly profileMemory?: ProfileMemory
}

/** What stands once the code generation profile is known. */
interface Ready {
  readonly routines: RoutineCache
  readonly planner: Planner
  readonly isRight: boolean
}

/** An input of more values is not made for a trial: the cost model decides alone. */
const MOST_TRIAL_VALUES = 32 * 2 ** 20

/** WebAssembly emitted for the very geometry, on a pool of threads over shared memory. */
export class CpuEngine implements Engine {
  readonly #memory: TensorMemory
  readonly #pool: StripPool
  readonly #summaries: CpuSummaries
  readonly #calibration: Promise<Calibration>
  readonly #ready: Promise<Ready>

  constructor(
    memory: TensorMemory,
    pool: StripPool,
    { features, calibration }: { features: WasmFeatures; calibration: Promise<Calibration> },
  ) {
    this.#memory = memory
    this.#pool = pool
    this.#summaries = new CpuSummaries(memory, pool)
    this.#calibration = calibration
    this.#ready = calibration.then(({ profile, isRight }) => ({
      routines: new RoutineCache(pool, profile, features),
      planner: new Planner(profile),
      isRight,
    }))
    this.#ready.catch(() => undefined) // whoever prepares is told
  }

  capabilities(): Capabilities {
    return {
      engine: 'cpu',
      variants: variantNames(),
      software: false,
      maxThreads: this.#pool.maxThreads,
    }
  }

  /** How code is generated on this V8, and how that was found. */
  calibration(): Promise<Calibration> {
    return this.#calibration
  }

  async prepare(convolution: Convolution, options: PrepareOptions): Promise<PreparedConvolution> {
    const { variant, isTuned = false } = options
    if (variant === TYPESCRIPT) return prepareTypescript(convolution)
    const ready = await this.#ready
    if (!ready.isRight) return prepareWithoutWasm(convolution, variant)
    const { maxThreads } = this.#pool
    const threads = options.threads === 0 ? maxThreads : Math.min(options.threads, maxThreads)
    const time = isTuned ? this.#timer(ready, convolution, threads) : null
    const choice = await ready.planner.choose(convolution, { name: variant, threads, time })
    return await this.#load(ready, convolution, { choice, threads })
  }

  /** What is shown of channels, reckoned on the threads when the tensor lies in the shared memory. */
  readonly summarize: Summarize = (tensor, request, signal) =>
    this.#summaries.summarize(tensor, request, signal)

  dispose(): void {
    void this.#ready.then(({ routines }) => routines.clear())
    this.#pool.dispose()
  }

  async #load(
    { routines }: Ready,
    convolution: Convolution,
    { choice, threads }: { choice: Choice; threads: number },
  ): Promise<PreparedConvolution> {
    const start = performance.now()
    const loaded = await routines.load(choice.variant, convolution)
    const [memory, pool] = [this.#memory, this.#pool]
    return new WasmConvolution(convolution, { memory, pool, choice, loaded, threads, start })
  }

  /** Runs a variant a few times on an input of this geometry; null where that would be too large. */
  #timer(ready: Ready, convolution: Convolution, threads: number): TimeVariant | null {
    const shape = convolution.geometry.spec.input
    const count = shape.channels * shape.height * shape.width
    if (count > MOST_TRIAL_VALUES) return null
    return async (variant) => {
      const choice: Choice = { variant, reason: { kind: 'asked' } }
      const prepared = await this.#load(ready, convolution, { choice, threads })
      const address = this.#memory.reserve(count * 4)
      this.#memory.floats(address, count).fill(0.5)
      try {
        return await timeRuns(prepared, () => ({
          shape,
          data: this.#memory.floats(address, count),
        }))
      } finally {
        this.#memory.release(address)
        prepared.dispose()
      }
    }
  }
}

/** Where no WebAssembly computes rightly the baseline still does. */
function prepareWithoutWasm(convolution: Convolution, variant: string): PreparedConvolution {
  if (isMode(variant)) return prepareTypescript(convolution)
  throw new FaultError(
    'unsupported',
    sentence`${variant} cannot run: this runtime's WebAssembly failed the self-test; ${TYPESCRIPT} covers it.`,
  )
}

/** Threads where memory is shared, else this thread alone. */
export function createCpuEngine(options: CpuEngineOptions): CpuEngine {
  const { memory, createWorker = createPageWorker, threads, profile, profileMemory } = options
  const pool = memory.isShared
    ? new WorkerPool(memory, createWorker, threads ?? machineThreads())
    : new InlinePool(memory)
  const features = detectFeatures(memory.isShared)
  const calibration = profile
    ? Promise.resolve({ profile, trials: [], isRemembered: true, isRight: true })
    : chooseProfile(features, profileMemory)
  return new CpuEngine(memory, pool, { features, calibration })
}

function machineThreads(): number {
  return Math.max(1, Math.min(32, navigator.hardwareConcurrency))
}
