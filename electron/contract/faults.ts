/** Every kind of failure that can reach a person or a batch file. */
export const FAULT_CODES = [
  'bad-spec', // a convolution that cannot be
  'bad-weights', // a weight or bias array that does not fit
  'bad-picture', // a picture that cannot be decoded
  'picture-too-large',
  'bad-array', // an NPY file that cannot be read
  'unsupported', // an engine or variant that does not cover this spec
  'not-found', // a file, picture, preset or job that is not there
  'file-failed', // a file that cannot be read or written
  'bad-jobs-file',
  'disagreement', // a result that differs from the reference
  'cancelled',
  'timeout',
  'compute-lost', // the compute window went away and could not be brought back
  'gpu-unavailable',
  'gpu-lost',
  'out-of-memory',
  'forbidden', // a caller or argument that the contract does not allow
  'internal', // a defect of the lab
] as const
export type FaultCode = (typeof FAULT_CODES)[number]

/** What crosses a process when something failed: a code and one sentence with value and limit. */
export interface Fault {
  readonly code: FaultCode
  readonly message: string
}

/** A `Fault` as something to throw inside one process. */
export class FaultError extends Error {
  readonly code: FaultCode

  constructor(code: FaultCode, message: string) {
    super(message)
    this.name = 'FaultError'
    this.code = code
  }
}

/** Turns anything caught into a fault; what is not a `FaultError` is a defect: `internal`. */
export function toFault(error: unknown): Fault {
  if (error instanceof FaultError) return { code: error.code, message: error.message }
  if (error instanceof DOMException && error.name === 'AbortError') return cancelledFault()
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `The lab made a mistake: ${message}` }
}

export function cancelledFault(): Fault {
  return { code: 'cancelled', message: 'Cancelled; nothing was changed.' }
}

/** The reply of every call that crosses a process. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault }

/** Unwraps a reply. Throws the fault it carries. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new FaultError(reply.fault.code, reply.fault.message)
}
