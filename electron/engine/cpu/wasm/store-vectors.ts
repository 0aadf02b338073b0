import type { FunctionEmitter, Local } from './emitter'

/**
 * Stores neighbouring vectors at `address` + `offset` bytes, of every two the upper one first. V8's
 * revectorizer makes one store of two; where the lower comes first it keeps that one too, in case
 * the upper lies outside the memory, and every pair is stored one and a half times.
 */
export function emitVectorStores(
  f: FunctionEmitter,
  { address, offset = 0, values }: { address: Local; offset?: number; values: readonly Local[] },
): void {
  for (let first = 0; first < values.length; first += 2) {
    for (const index of [first + 1, first]) {
      const value = values[index]
      if (value) f.get(address, value).op('v128.store', offset + index * 16)
    }
  }
}
