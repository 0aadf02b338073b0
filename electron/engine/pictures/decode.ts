import { asError, cancelledFault, faultOf, type Fault } from '../../contract/faults'
import { sentence, type SentenceValue } from '../../contract/sentence'
import type { DecodedInfo, FromDecoder, ToDecoder } from './decode-messages'

/** How long the parsing of one picture may take, ms. */
export const DECODE_TIME_LIMIT_MS = 5000

export interface DecodeOptions {
  readonly signal?: AbortSignal
  readonly createWorker?: () => Worker
  /** Room for the tensor; when it lies in shared memory the worker writes there directly. */
  readonly allocate?: (values: number) => Float32Array
  /** Takes back what `allocate` gave when the decoding fails after that. */
  readonly free?: (array: Float32Array) => void
  readonly timeLimitMs?: number
  /** Alpha becomes the last channel; else it is left out. */
  readonly withAlpha?: boolean
}

/** A picture as a tensor: data [C,H,W], f32; 0–1 where `scale` is `unit`. */
export interface DecodedPicture extends DecodedInfo {
  readonly data: Float32Array
}

/**
 * Decodes a picture in a worker that is killed when it takes too long or is not wanted any more. A
 * worker that ended well is used again. Throws `bad-picture`, `bad-array`, `picture-too-large`,
 * `timeout`, `out-of-memory`, `cancelled`, or `internal` when the worker itself broke.
 */
export function decodePicture(
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
  options: DecodeOptions = {},
): Promise<DecodedPicture> {
  if (options.signal?.aborted) return Promise.reject(asError(cancelledFault()))
  return new Decoding(name, options).start(bytes)
}

const createDecodeWorker = (): Worker =>
  new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })

/** Workers that wait for the next picture, one for each way to make them. */
const idleWorkers = new Map<() => Worker, Worker>()

/** Kills the workers that wait for the next picture. */
export function disposeDecoders(): void {
  for (const worker of idleWorkers.values()) worker.terminate()
  idleWorkers.clear()
}

/** One picture on its way through a worker. */
class Decoding {
  readonly #name: string
  readonly #options: DecodeOptions
  readonly #createWorker: () => Worker
  readonly #worker: Worker
  readonly #listeners = new AbortController()
  #clock: ReturnType<typeof setTimeout> | undefined
  #memory: Float32Array | null = null
  #isWriting = false
  #isCancelled = false
  #resolve: (picture: DecodedPicture) => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor(name: string, options: DecodeOptions) {
    this.#name = name
    this.#options = options
    this.#createWorker = options.createWorker ?? createDecodeWorker
    this.#worker = idleWorkers.get(this.#createWorker) ?? this.#createWorker()
    idleWorkers.delete(this.#createWorker)
  }

  start(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture> {
    const { signal: listening } = this.#listeners
    const { signal, timeLimitMs = DECODE_TIME_LIMIT_MS, withAlpha = false } = this.#options
    const heard = ({ data }: MessageEvent<FromDecoder>): void => this.#hear(data)
    this.#worker.addEventListener('message', heard, { signal: listening })
    this.#worker.addEventListener('error', (event) => this.#break(event), { signal: listening })
    signal?.addEventListener('abort', () => this.#cancel(), { signal: listening })
    this.#clock = setTimeout(() => this.#giveUp(timeLimitMs), timeLimitMs)
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#send({ kind: 'decode', name: this.#name, bytes, withAlpha })
    })
  }

  #send(message: ToDecoder): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromDecoder): void {
    if (message.kind === 'claim') this.#giveMemory(message.values)
    else if (message.kind === 'fault') this.#fail(message.fault, 'keep')
    else if (this.#isCancelled) this.#fail(cancelledFault(), 'keep')
    else this.#finish(message.info, message.data)
  }

  /**
   * From here on the worker only copies pixels, which takes a bounded time, into memory that
   * others will own: it must not be killed before it is done.
   */
  #giveMemory(values: number): void {
    clearTimeout(this.#clock)
    try {
      this.#memory = this.#options.allocate?.(values) ?? null
    } catch (error) {
      this.#settle('kill')
      this.#reject(error as Error)
      return
    }
    this.#isWriting = true
    this.#send({ kind: 'memory', shared: sharedPart(this.#memory) })
  }

  #finish(info: DecodedInfo, sent: Float32Array | null): void {
    this.#settle('keep')
    const memory = this.#memory
    if (memory !== null && sent !== null) memory.set(sent)
    const data = memory ?? sent
    if (data === null) this.#reject(asError(this.#brokenFault(sentence`it sent no pixels`)))
    else this.#resolve({ ...info, data })
  }

  #cancel(): void {
    if (this.#isWriting) this.#isCancelled = true
    else this.#fail(cancelledFault(), 'kill')
  }

  #giveUp(limitMs: number): void {
    const said = sentence`${this.#name} could not be decoded within ${limitMs / 1000} s and was given up; save it again with another program and open that.`
    this.#fail(faultOf('timeout', said), 'kill')
  }

  #break(event: ErrorEvent): void {
    event.preventDefault()
    this.#fail(this.#brokenFault(event.message || sentence`no reason given`), 'kill')
  }

  #brokenFault(why: SentenceValue): Fault {
    return faultOf(
      'internal',
      sentence`The decoder stopped while it read ${this.#name} (${why}); open the picture again.`,
    )
  }

  #fail(fault: Fault, worker: 'keep' | 'kill'): void {
    this.#settle(worker)
    if (this.#memory !== null) this.#options.free?.(this.#memory)
    this.#reject(asError(fault))
  }

  #settle(worker: 'keep' | 'kill'): void {
    clearTimeout(this.#clock)
    this.#listeners.abort()
    if (worker === 'kill' || idleWorkers.has(this.#createWorker)) this.#worker.terminate()
    else idleWorkers.set(this.#createWorker, this.#worker)
  }
}

function sharedPart(memory: Float32Array | null): (ToDecoder & { kind: 'memory' })['shared'] {
  if (memory === null || !isShared(memory.buffer)) return null
  return { buffer: memory.buffer, byteOffset: memory.byteOffset, length: memory.length }
}

/** Where a page is not cross-origin isolated there is no SharedArrayBuffer to ask about. */
function isShared(buffer: ArrayBufferLike): buffer is SharedArrayBuffer {
  return typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer
}
