/** Deflate cannot grow data by more than this: 258 bytes from two bits. */
const MOST_GROWTH = 1032
/** Input is fed in slices, so that one call can grow by no more than a slice × 1032. */
const SLICE_BYTES = 1 << 14

/**
 * Decompresses a zlib stream that comes in pieces, up to `length` bytes and never more, so that a
 * small file cannot fill the memory. Null when it is damaged or ends too early.
 */
export async function inflate(
  pieces: readonly Uint8Array[],
  length: number,
): Promise<Uint8Array | null> {
  const packed = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (packed * MOST_GROWTH < length) return null
  const inflated = new Uint8Array(length)
  const reader = streamOf(pieces).pipeThrough(new DecompressionStream('deflate')).getReader()
  let filled = 0
  try {
    while (filled < length) {
      const { done, value } = await reader.read()
      if (done) return null
      const fitting = value.subarray(0, length - filled)
      inflated.set(fitting, filled)
      filled += fitting.length
    }
  } catch {
    // The stream throws one kind of error only: the data are not zlib's.
    return null
  }
  await reader.cancel()
  return inflated
}

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let [piece, at] = [0, 0]
  return new ReadableStream({
    pull(controller) {
      while (piece < pieces.length && at >= (pieces[piece]?.length ?? 0))
        [piece, at] = [piece + 1, 0]
      const bytes = pieces[piece]
      if (bytes === undefined) return controller.close()
      controller.enqueue(bytes.slice(at, at + SLICE_BYTES))
      at += SLICE_BYTES
    },
  })
}
