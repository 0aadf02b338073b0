import type { FunctionEmitter, Local } from './emitter'

/** Places that are read side by side: their waits for memory hide each other. */
const STREAMS = 8
const LINE_BYTES = 64

/** A run of memory that is about to be read, and a word of scratch that may be written. */
export interface ReadAhead {
  readonly address: Local
  readonly offset: number
  readonly bytes: number
  /** Something of what was read has to be kept, else no code is made for it. */
  readonly keep: Local
  readonly keepOffset: number
}

/**
 * Reads a line of every 64 bytes of a run, at `STREAMS` places at once, so that the run lies in the
 * caches. Packed weights that other work has driven out are read in order otherwise, one line after
 * the other, by the sums of the first strip: 2.5 MB then take 0.25 ms instead of 0.1.
 */
export function emitReadAhead(f: FunctionEmitter, run: ReadAhead): void {
  const stream = Math.floor(run.bytes / STREAMS / LINE_BYTES) * LINE_BYTES
  if (stream === 0) return
  const [at, end, kept] = f.locals('i32', 3)
  f.get(run.address).tee(at).int(stream).op('i32.add').set(end)
  f.count(at, end, LINE_BYTES, () => {
    f.get(kept)
    for (let index = 0; index < STREAMS; index++)
      f.get(at)
        .op('i32.load', run.offset + index * stream)
        .op('i32.add')
    f.set(kept)
  })
  f.get(run.keep, kept).op('i32.store', run.keepOffset)
}
