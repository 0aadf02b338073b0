import { createReferenceEngine } from '../engine/convolution/reference-engine'
import { TensorMemory } from '../engine/tensors/memory'
import { summariesOf } from '../engine/tensors/summary'
import { TensorStore } from '../engine/tensors/store'
import { asError, type Fault } from '../contract/faults'
import { DEFAULT_SETTINGS, type Layer } from '../contract/spec'
import type { PictureInfo } from '../contract/tensors'
import type { Bench } from './bench'
import { Lane } from './lane'

const NO_GPU: Fault = { code: 'gpu-unavailable', message: 'There is no GPU in this test.' }

/** The deck's two channels, 3×3. */
export const DECK = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** The deck's kernel: one output, two inputs, 2×2. Gives 56 72 104 120 on `DECK`. */
export const DECK_LAYER: Layer = {
  ...DEFAULT_SETTINGS,
  weights: { shape: [1, 2, 2, 2], data: Float32Array.of(0, 1, 2, 3, 1, 2, 3, 4) },
  bias: null,
}

/** A bench for tests, with the reference in place of the CPU engine and no GPU. */
export function createTestBench(): Bench {
  const memory = new TensorMemory(false)
  const reference = createReferenceEngine()
  return {
    memory,
    store: new TensorStore(memory),
    lane: new Lane(),
    mapsOf: null,
    engines: {
      cpu: reference,
      summarize: async (tensor, request) => summariesOf(tensor, request),
      byName: (name) => {
        if (name !== 'webgpu') return reference
        throw asError(NO_GPU)
      },
      gpuStatus: async () => ({ gpu: null, absence: NO_GPU }),
      cpuStatus: async () => ({
        threads: 1,
        hasSharedMemory: false,
        variants: ['auto'],
        codeGeneration: { profile: 'one-tap-128', isRight: true },
      }),
    },
  }
}

/** Puts numbers [C,H,W] on the bench as an open picture. */
export function openNumbers(
  { memory, store }: Bench,
  id: string,
  [channels, height, width]: readonly [number, number, number],
  values: ArrayLike<number>,
): void {
  const shape = { channels, height, width }
  const data = memory.allocate(values.length)
  data.set(values)
  const info: PictureInfo = {
    id,
    name: id,
    format: 'npy',
    shape,
    scale: 'data',
    notes: [],
    statistics: [],
  }
  store.addPicture({ info, tensor: { shape, data } })
}
