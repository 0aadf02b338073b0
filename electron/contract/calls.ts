import { faultOf, toFault, unwrap, type Reply } from './faults'
import { sentence } from './sentence'

/** The half of a MessagePort that calls need; MessagePortMain is adapted to it. */
export interface CallPort {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void
  listen(listener: (message: unknown) => void): void
}

/** Functions that a port offers: each takes at most one argument. */
export type Calls = object

type Verb = (request: never) => unknown
type RequestOf<F> = F extends (request: infer R) => unknown ? R : undefined
type ValueOf<F> = F extends (...args: never[]) => infer V ? Awaited<V> : never

/** One handler per call. What it returns is copied, its buffers named by `transferOf` moved. */
export type CallHandlers<C extends Calls> = {
  readonly [N in keyof C]: (request: RequestOf<C[N]>) => ValueOf<C[N]> | Promise<ValueOf<C[N]>>
}

interface Asked {
  readonly ask: number
  readonly name: string
  readonly request: unknown
}
interface Answered {
  readonly answer: number
  readonly reply: Reply<unknown>
}
interface Told {
  readonly tell: string
  readonly payload: unknown
}

/** A message of one side that asks for no answer. */
export type Listener = (name: string, payload: unknown) => void

/**
 * Request and reply over a port. Every call settles: with its value, its fault, or `lost` when the
 * other side goes away.
 */
export class CallClient<C extends Calls> {
  readonly #port: CallPort
  readonly #waiting = new Map<number, (reply: Reply<unknown>) => void>()
  #next = 1

  constructor(port: CallPort, onTold: Listener = () => undefined) {
    this.#port = port
    port.listen((message) => {
      if (isAnswer(message)) this.#settle(message.answer, message.reply)
      else if (isTold(message)) onTold(message.tell, message.payload)
    })
  }

  call<N extends keyof C & string>(name: N, request: RequestOf<C[N]>): Promise<ValueOf<C[N]>> {
    const ask = this.#next++
    const asked: Asked = { ask, name, request }
    return new Promise<ValueOf<C[N]>>((resolve, reject) => {
      this.#waiting.set(ask, (reply) => {
        try {
          resolve(unwrap(reply) as ValueOf<C[N]>)
        } catch (error) {
          reject(error as Error)
        }
      })
      this.#port.post(asked, [])
    })
  }

  /** Settles every waiting call with this fault: the other side is gone. */
  lose(reply: Reply<never>): void {
    for (const ask of [...this.#waiting.keys()]) this.#settle(ask, reply)
  }

  #settle(ask: number, reply: Reply<unknown>): void {
    const settle = this.#waiting.get(ask)
    this.#waiting.delete(ask)
    settle?.(reply)
  }
}

/** Buffers of a value that may move to the other side instead of being copied. */
export type TransferOf = (name: string, value: unknown) => readonly ArrayBuffer[]

/** Answers the calls of a port with `handlers`; returns a way to tell the other side something. */
export function answerCalls<C extends Calls>(
  port: CallPort,
  handlers: CallHandlers<C>,
  transferOf: TransferOf = () => [],
): (name: string, payload: unknown) => void {
  port.listen((message) => {
    if (isAsked(message)) void answer(port, handlers, transferOf, message)
  })
  return (name, payload) => port.post({ tell: name, payload } satisfies Told, [])
}

async function answer<C extends Calls>(
  port: CallPort,
  handlers: CallHandlers<C>,
  transferOf: TransferOf,
  { ask, name, request }: Asked,
): Promise<void> {
  const reply = await replyTo(handlers, name, request)
  const transfer = reply.ok ? transferOf(name, reply.value) : []
  port.post({ answer: ask, reply } satisfies Answered, transfer)
}

async function replyTo(handlers: object, name: string, request: unknown): Promise<Reply<unknown>> {
  if (!Object.hasOwn(handlers, name)) {
    return { ok: false, fault: faultOf('forbidden', sentence`There is no call named "${name}".`) }
  }
  try {
    const handler = (handlers as Record<string, Verb>)[name] as (request: unknown) => unknown
    return { ok: true, value: await handler(request) }
  } catch (error) {
    return { ok: false, fault: toFault(error) }
  }
}

function isRecord(message: unknown): message is Record<string, unknown> {
  return typeof message === 'object' && message !== null
}

function isAsked(message: unknown): message is Asked {
  return isRecord(message) && typeof message.ask === 'number' && typeof message.name === 'string'
}

function isAnswer(message: unknown): message is Answered {
  return isRecord(message) && typeof message.answer === 'number' && isRecord(message.reply)
}

function isTold(message: unknown): message is Told {
  return isRecord(message) && typeof message.tell === 'string'
}
