import { faultOf, toFault, type Fault } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { FromDecoder, ToDecoder } from './decode-messages'
import { decodePixels } from './decode-pixels'

/** The decode worker: the only place where a picture's bytes are parsed. It can be killed. */

let giveMemory: ((memory: ToDecoder & { kind: 'memory' }) => void) | null = null

addEventListener('message', ({ data }: MessageEvent<ToDecoder>) => {
  if (data.kind === 'decode') void decode(data)
  else giveMemory?.(data)
})

function send(message: FromDecoder, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

async function decode(asked: ToDecoder & { kind: 'decode' }): Promise<void> {
  const { name, bytes } = asked
  try {
    let own: Float32Array<ArrayBuffer> | null = null
    const claim = async (values: number): Promise<Float32Array> => {
      const shared = await claimMemory(values)
      return shared ?? (own = new Float32Array(values))
    }
    const { info } = await decodePixels(name, bytes, claim, asked)
    send({ kind: 'done', info, data: own }, own === null ? [] : [bufferOf(own)])
  } catch (error) {
    send({ kind: 'fault', fault: pictureFault(name, error) })
  }
}

function bufferOf(array: Float32Array<ArrayBuffer>): ArrayBuffer {
  return array.buffer
}

/** Asks the page for room; null: it has no shared memory. */
async function claimMemory(values: number): Promise<Float32Array | null> {
  send({ kind: 'claim', values })
  const { shared } = await new Promise<ToDecoder & { kind: 'memory' }>((resolve) => {
    giveMemory = resolve
  })
  giveMemory = null
  return shared && new Float32Array(shared.buffer, shared.byteOffset, shared.length)
}

/** A RangeError is the engine's way to say that an array could not be allocated. */
function pictureFault(name: string, error: unknown): Fault {
  if (!(error instanceof RangeError)) return toFault(error)
  return faultOf(
    'out-of-memory',
    sentence`There is not enough memory to open ${name}; close other pictures.`,
  )
}
