import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import type { GpuInfo } from '../../contract/machine'
import { RunBuffers } from './buffers'
import type { OpenedDevice } from './device'
import { DeviceLost, orLost } from './loss'
import { Pipelines } from './pipelines'
import { Timestamps } from './timestamps'

/** A device and everything that lives and dies with it. */
export class Session {
  readonly device: GPUDevice
  readonly info: GpuInfo
  readonly pipelines: Pipelines
  readonly buffers: RunBuffers
  readonly timestamps: Timestamps | null
  readonly #waiting = new Set<(loss: DeviceLost) => void>()
  #loss: DeviceLost | null = null
  #refusal: string | null = null

  constructor({ device, info }: OpenedDevice) {
    this.device = device
    this.info = info
    this.pipelines = new Pipelines(device)
    this.buffers = new RunBuffers(device)
    this.timestamps = info.hasTimestamps ? new Timestamps(device) : null
    void device.lost.then(({ message, reason }) =>
      this.#lose(message || reason || sentence`no reason given`),
    )
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault()
      this.#refusal ??= event.error.message
    })
  }

  get isLost(): boolean {
    return this.#loss !== null
  }

  /**
   * Waits for something that the device is to answer. Throws `DeviceLost` when the device goes away
   * meanwhile or refuses to answer.
   */
  answer<T>(promise: Promise<T>): Promise<T> {
    if (this.#loss) return Promise.reject(this.#loss)
    return new Promise<T>((resolve, reject) => {
      const settle = (act: () => void) => {
        this.#waiting.delete(reject)
        act()
      }
      this.#waiting.add(reject)
      orLost(promise).then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error as DeviceLost)),
      )
    })
  }

  /** Throws `internal` when the device has refused a command since the last call. */
  checkRefusals(): void {
    const refusal = this.#refusal
    this.#refusal = null
    if (refusal === null) return
    throw new FaultError('internal', sentence`The GPU refused a command of the lab: ${refusal}`)
  }

  dispose(): void {
    this.timestamps?.dispose()
    this.buffers.dispose()
    this.device.destroy()
  }

  #lose(reason: Sentence | string): void {
    const loss = new DeviceLost(typeof reason === 'string' ? reason.trim() : reason)
    this.#loss = loss
    for (const reject of this.#waiting) reject(loss)
    this.#waiting.clear()
  }
}
