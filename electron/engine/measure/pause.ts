import { asError, cancelledFault } from '../../contract/faults'
import type { OnProgress } from '../engine'

/** Work that shares its thread with others gives way this often. */
const TURN_MS = 30

/**
 * For long loops on a thread that has other duties: call it with the fraction that is done; what it
 * returns is to be awaited. Every 30 ms it tells the progress and gives way to the event loop.
 * Throws the fault `cancelled` when `signal` is aborted.
 */
export function createPause(
  signal: AbortSignal,
  onProgress: OnProgress = () => undefined,
): (fraction: number) => Promise<void> | void {
  let last = performance.now()
  checkCancelled(signal)
  return (fraction) => {
    if (performance.now() - last < TURN_MS) return
    onProgress(fraction)
    return giveWay().then(() => {
      checkCancelled(signal)
      last = performance.now()
    })
  }
}

/** Throws the fault `cancelled` when the signal is aborted. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw asError(cancelledFault())
}

/** One turn of the event loop: a message to oneself, since timers wait for 4 ms. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
