/** Bytes of a cache line. */
const LINE = 64

/** Rounds up to an odd number of cache lines, so that rows never lie a multiple of 4 KiB apart. */
export function oddLines(bytes: number): number {
  return (Math.ceil(bytes / LINE) | 1) * LINE
}
