import { FaultError, toFault, type Fault } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { EngineName } from '../contract/jobs'
import type { CpuStatus, GpuInfo } from '../contract/machine'
import { createReferenceEngine } from '../engine/convolution/reference-engine'
import type { ProfileMemory } from '../engine/cpu/calibration/choose-profile'
import { createCpuEngine, type CpuEngine } from '../engine/cpu/engine'
import type { Engine } from '../engine/engine'
import { createGpuEngine, type GpuEngine } from '../engine/gpu/engine'
import type { TensorMemory } from '../engine/tensors/memory'
import type { Summarize } from '../engine/tensors/summary'

const REDUCED = sentence`WebGPU is off because the compute process went away several times; start the lab again to try it again.`

/** What the compute window needs of its engines. */
export interface EngineSupply {
  readonly cpu: Engine
  readonly summarize: Summarize
  /** Throws `gpu-unavailable` with the cause. */
  byName(name: EngineName): Engine | Promise<Engine>
  /** The adapter, or why there is none. */
  gpuStatus(): Promise<{ gpu: GpuInfo | null; absence: Fault | null }>
  cpuStatus(): Promise<CpuStatus>
}

/** The engines of the compute window. The GPU is opened when it is first asked for. */
export class Engines implements EngineSupply {
  readonly cpu: CpuEngine
  readonly summarize: Summarize
  readonly #reference = createReferenceEngine()
  readonly #memory: TensorMemory
  readonly #isReduced: boolean
  #gpu: Promise<GpuEngine> | null = null

  /** isReduced: one thread and no WebGPU. profileMemory: where the self-test's choice is kept. */
  constructor(memory: TensorMemory, isReduced: boolean, profileMemory: ProfileMemory) {
    this.#memory = memory
    this.#isReduced = isReduced
    this.cpu = createCpuEngine({ memory, profileMemory, ...(isReduced && { threads: 1 }) })
    this.summarize = this.cpu.summarize
  }

  byName(name: EngineName): Engine | Promise<Engine> {
    if (name === 'reference') return this.#reference
    return name === 'cpu' ? this.cpu : this.gpu()
  }

  /** Throws `gpu-unavailable` with the cause. */
  gpu(): Promise<GpuEngine> {
    if (this.#isReduced) return Promise.reject(new FaultError('gpu-unavailable', REDUCED))
    this.#gpu ??= this.#openGpu()
    return this.#gpu
  }

  /** What failed once is tried again when it is next asked for. */
  async #openGpu(): Promise<GpuEngine> {
    try {
      return await createGpuEngine(navigator.gpu)
    } catch (error) {
      this.#gpu = null
      throw error
    }
  }

  async gpuStatus(): Promise<{ gpu: GpuInfo | null; absence: Fault | null }> {
    try {
      return { gpu: (await this.gpu()).info, absence: null }
    } catch (error) {
      return { gpu: null, absence: toFault(error) }
    }
  }

  async cpuStatus(): Promise<CpuStatus> {
    const { profile, isRight } = await this.cpu.calibration()
    const { maxThreads, variants } = this.cpu.capabilities()
    return {
      threads: maxThreads,
      variants,
      hasSharedMemory: this.#memory.isShared,
      codeGeneration: { profile: profile.name, isRight },
    }
  }
}
