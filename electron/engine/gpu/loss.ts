/** Thrown inside the engine when the device is gone; `DeviceKeeper` then opens another. */
export class DeviceLost extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'DeviceLost'
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
