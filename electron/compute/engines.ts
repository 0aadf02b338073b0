import { toFault } from '../contract/faults'
import type { EngineName } from '../contract/jobs'
import type { GpuInfo } from '../contract/machine'
import { createReferenceEngine } from '../engine/convolution/reference-engine'
import type { Engine } from '../engine/engine'
import type { TensorMemory } from '../engine/tensors/memory'

/** The engines of the compute window, each made when it is first asked for. */
export class Engines {
  readonly #memory: TensorMemory
  readonly #isReduced: boolean
  readonly #reference = createReferenceEngine()

  constructor(memory: TensorMemory, isReduced: boolean) {
    this.#memory = memory
    this.#isReduced = isReduced
  }

  /** Throws the fault that says why an engine is not there. */
  byName(name: EngineName): Engine | Promise<Engine> {
    return name === 'reference' ? this.#reference : this.cpu()
  }

  cpu(): Engine | Promise<Engine> {
    return this.#reference
  }

  async gpuStatus(): Promise<{ gpu: GpuInfo | null; absence: string | null }> {
    const { message } = toFault(new Error('There is no WebGPU engine yet.'))
    return { gpu: null, absence: message }
  }

  threadStatus(): { threads: number; hasSharedMemory: boolean } {
    return { threads: this.#isReduced ? 1 : 1, hasSharedMemory: this.#memory.isShared }
  }
}
