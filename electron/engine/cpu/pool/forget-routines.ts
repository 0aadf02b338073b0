import type { Strip } from './serve-strips'

/** So many routines are forgotten before their code is collected. */
const BATCH = 64
/** More than V8 lets array buffers grow by without a full collection (64 MiB). */
const PRESSURE = { buffers: 3, bytes: 48 * 2 ** 20 } as const

/**
 * Forgets routines of a thread, and sees to it that their compiled code goes, too: a thread that only
 * computes allocates nothing, so that V8 never collects there, and every routine's code stays as long
 * as one thread has not let go of it. Buffers that nobody keeps or touches cost no memory, but V8
 * counts their size and collects. Returns what forgets.
 */
export function createForgetting(
  routines: Map<number, Strip>,
): (forgotten: readonly number[]) => void {
  let uncollected = 0
  return (forgotten) => {
    for (const routine of forgotten) routines.delete(routine)
    uncollected += forgotten.length
    if (uncollected < BATCH) return
    uncollected = 0
    for (let count = 0; count < PRESSURE.buffers; count++) new ArrayBuffer(PRESSURE.bytes)
  }
}
