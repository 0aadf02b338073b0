import { compose, type Sentence, type SentenceValue } from '../../contract/sentence'

/** Thrown inside the engine when the device is gone; `DeviceKeeper` then opens another. */
export class DeviceLost extends Error {
  readonly why: SentenceValue

  constructor(why: Sentence | string) {
    super(typeof why === 'string' ? why : compose(why))
    this.name = 'DeviceLost'
    this.why = typeof why === 'string' ? why.replace(/\.$/, '') : why
  }
}

/** Settles like `promise`; what a device refuses to answer is a loss: throws `DeviceLost`. */
export async function orLost<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw new DeviceLost(error instanceof Error ? error.message : String(error))
  }
}
