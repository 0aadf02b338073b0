import { asError, cancelledFault } from '../../contract/faults'

/** Lets everything that waits be handled (a cancel among it), then goes on. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

/** Throws the fault `cancelled` when `signal` is aborted. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw asError(cancelledFault())
}
