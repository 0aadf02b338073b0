import { FaultError } from '../../contract/faults'
import { sentence, type Sentence, type SentenceValue } from '../../contract/sentence'
import { openDevice } from './device'
import { DeviceLost } from './loss'
import { Session } from './session'

/** Losses in the life of an engine after which it gives up: browsers quit after a few more. */
const MOST_LOSSES = 3

/** Keeps a device at hand: opens another when it is lost, and runs what was lost once more. */
export class DeviceKeeper {
  readonly #gpu: GPU | undefined
  #session: Session
  #losses = 0

  private constructor(gpu: GPU | undefined, session: Session) {
    this.#gpu = gpu
    this.#session = session
  }

  /** Throws `gpu-unavailable`. */
  static async open(gpu: GPU | undefined): Promise<DeviceKeeper> {
    return new DeviceKeeper(gpu, new Session(await openDevice(gpu)))
  }

  /** The newest session, lost or not. */
  get session(): Session {
    return this.#session
  }

  /**
   * Does something with a device. When the device is lost in the middle, `onLoss` is called and it
   * is done once more on a new one. Throws `gpu-lost` after a second loss, and what `act` throws.
   */
  async use<T>(act: (session: Session) => Promise<T>, onLoss: () => void): Promise<T> {
    try {
      return await act(await this.#live())
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error
    }
    onLoss()
    try {
      return await act(await this.#reopened())
    } catch (error) {
      if (error instanceof DeviceLost) throw lostFault(sentence`twice during this job`, error.why)
      throw error
    }
  }

  dispose(): void {
    this.#session.dispose()
  }

  /** A device that was lost between two runs is replaced without ado. */
  async #live(): Promise<Session> {
    return this.#session.isLost ? this.#reopened() : this.#session
  }

  async #reopened(): Promise<Session> {
    this.#losses++
    if (this.#losses >= MOST_LOSSES) {
      throw lostFault(
        sentence`${this.#losses} times`,
        sentence`no other is opened until the lab starts again`,
      )
    }
    this.#session.dispose()
    this.#session = new Session(await openDevice(this.#gpu))
    return this.#session
  }
}

function lostFault(times: Sentence, reason: SentenceValue): FaultError {
  return new FaultError(
    'gpu-lost',
    sentence`The GPU device was lost ${times} (${reason}); run it on the CPU engine.`,
  )
}
