import { compose, isSentence, sentence, type Sentence } from './sentence'

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
  /** In English, for logs, batch use and the command line. */
  readonly message: string
  /** The same apart from its values, for the window to say in its language; missing for foreign words. */
  readonly sentence?: Sentence
}

/** A `Fault` as something to throw inside one process. */
export class FaultError extends Error {
  readonly code: FaultCode
  readonly sentence: Sentence | undefined

  /** said: a sentence that can be translated; a plain text stays as it is in every language. */
  constructor(code: FaultCode, said: Sentence | string) {
    super(typeof said === 'string' ? said : compose(said))
    this.name = 'FaultError'
    this.code = code
    this.sentence = typeof said === 'string' ? undefined : said
  }
}

/** A fault that is told rather than thrown. */
export function faultOf(code: FaultCode, said: Sentence): Fault {
  return { code, message: compose(said), sentence: said }
}

/** A fault to throw; a sentence that is none, from another process, is left out. */
export function asError({ code, message, sentence: said }: Fault): FaultError {
  return new FaultError(code, isSentence(said) ? said : message)
}

/** Turns anything caught into a fault; what is not a `FaultError` is a defect: `internal`. */
export function toFault(error: unknown): Fault {
  if (error instanceof FaultError) {
    const { code, message, sentence: said } = error
    return said ? { code, message, sentence: said } : { code, message }
  }
  if (error instanceof DOMException && error.name === 'AbortError') return cancelledFault()
  const message = error instanceof Error ? error.message : String(error)
  return faultOf('internal', mistake(message))
}

export function cancelledFault(): Fault {
  return faultOf('cancelled', sentence`Cancelled; nothing was changed.`)
}

/** The English texts of sentences in another language. */
export type FaultCatalogue = Readonly<Record<string, string>>

/**
 * What a fault says in the language of a catalogue. Words that it has not, such as the system's own,
 * stay as they are behind a lead-in.
 */
export function translateFault({ message, sentence: said }: Fault, words: FaultCatalogue): string {
  const known = (text: string): string | undefined =>
    Object.hasOwn(words, text) ? words[text] : undefined
  const whole = isSentence(said) && known(said.text) ? said : mistake(message)
  return compose(whole, (text) => known(text) ?? text)
}

const mistake = (message: string): Sentence => sentence`The lab made a mistake: ${message}`

/** The reply of every call that crosses a process. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault }

/** Unwraps a reply. Throws the fault it carries. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw asError(reply.fault)
}
