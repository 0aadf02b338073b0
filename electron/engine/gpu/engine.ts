import type { GpuInfo } from '../../contract/machine'
import type { Capabilities, Convolution, Engine, PrepareOptions } from '../engine'
import { DeviceKeeper } from './keeper'
import { DEFAULT_PACING, type Pacing } from './pacing'
import { PreparedGpuConvolution, type EngineParts } from './prepared'
import { chooseVariant, VARIANT_NAMES } from './variants'

/** The WebGPU engine, and what its adapter is. */
export interface GpuEngine extends Engine {
  readonly info: GpuInfo
}

/**
 * Opens the GPU. NaN, infinities and −0 come through as in the reference on every adapter tried;
 * WGSL lets a driver assume finite numbers and flush subnormal ones to zero, so on another they may
 * not: the comparison with the reference then shows it.
 * gpu: `navigator.gpu`; pacing: how runs are cut into submissions.
 * Throws `gpu-unavailable` with the cause in one sentence.
 */
export async function createGpuEngine(
  gpu: GPU | undefined,
  pacing: Pacing = DEFAULT_PACING,
): Promise<GpuEngine> {
  return new WebGpuEngine(await DeviceKeeper.open(gpu), pacing)
}

/** Nonces are small, so that their sums stay whole numbers in f32. */
const NONCES = 511

/** Result values that are kept when nothing is prepared any more. */
const KEPT_VALUES = 2 ** 24

class WebGpuEngine implements GpuEngine, EngineParts {
  readonly keeper: DeviceKeeper
  readonly pacing: Pacing
  #result = new Float32Array(0)
  #last: Promise<unknown> = Promise.resolve()
  #runs = 0
  #prepared = 0

  constructor(keeper: DeviceKeeper, pacing: Pacing) {
    this.keeper = keeper
    this.pacing = pacing
  }

  get info(): GpuInfo {
    return this.keeper.session.info
  }

  capabilities(): Capabilities {
    return {
      engine: 'webgpu',
      variants: VARIANT_NAMES,
      software: this.info.software,
      maxThreads: 1,
    }
  }

  /**
   * Throws `unsupported` for an unknown variant or one that does not cover the convolution,
   * `out-of-memory` and `gpu-lost`.
   */
  async prepare(
    convolution: Convolution,
    { variant }: PrepareOptions,
  ): Promise<PreparedGpuConvolution> {
    const started = performance.now()
    const { maxComputeWorkgroupStorageSize } = this.keeper.session.device.limits
    const chosen = chooseVariant(convolution, variant, maxComputeWorkgroupStorageSize)
    const prepared = await PreparedGpuConvolution.create(this, convolution, chosen, started)
    this.#prepared++
    return prepared
  }

  dispose(): void {
    this.keeper.dispose()
  }

  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  resultOf(length: number): Float32Array {
    if (this.#result.length < length) this.#result = new Float32Array(length)
    return this.#result.subarray(0, length)
  }

  nextNonce(): number {
    return 1 + (this.#runs++ % NONCES)
  }

  released(): void {
    this.#prepared--
    if (this.#prepared > 0) return
    this.keeper.session.buffers.trim()
    if (this.#result.length > KEPT_VALUES) this.#result = new Float32Array(0)
  }
}
