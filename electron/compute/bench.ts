import type { ProfileMemory } from '../engine/cpu/calibration/choose-profile'
import type { Convolution } from '../engine/engine'
import { TensorMemory } from '../engine/tensors/memory'
import { TensorStore } from '../engine/tensors/store'
import { Engines, type EngineSupply } from './engines'
import { Lane } from './lane'

/** Everything the compute window owns: tensors, engines, and the one lane in front of them. */
export interface Bench {
  readonly memory: TensorMemory
  readonly store: TensorStore
  readonly engines: EngineSupply
  readonly lane: Lane
  /** What the feature maps in the store were made of; null when there are none. */
  mapsOf: { readonly picture: string; readonly convolution: Convolution } | null
}

/** How main started this page. */
export interface BenchOptions {
  /** One CPU thread and no WebGPU, after too many deaths of this window. */
  readonly isReduced: boolean
  readonly profileMemory: ProfileMemory
}

export function createBench({ isReduced, profileMemory }: BenchOptions): Bench {
  const memory = new TensorMemory()
  return {
    memory,
    store: new TensorStore(memory),
    engines: new Engines(memory, isReduced, profileMemory),
    lane: new Lane(),
    mapsOf: null,
  }
}
