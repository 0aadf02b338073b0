/** How `count` outputs share the pixels of one axis: the first and last pixel and their shares. */
export interface Boxes {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly firstShare: Float64Array
  readonly lastShare: Float64Array
}

/** Below this a pixel is not covered at all: what is left is rounding. */
const SMALLEST_SHARE = 1e-6

/** Boxes of `pixels`/`count` pixels each, side by side; `count` is at most `pixels`. */
export function boxesOf(pixels: number, count: number): Boxes {
  const boxes = {
    first: new Int32Array(count),
    last: new Int32Array(count),
    firstShare: new Float64Array(count),
    lastShare: new Float64Array(count),
  }
  for (let n = 0; n < count; n++) {
    const [start, end] = [(n * pixels) / count, ((n + 1) * pixels) / count]
    const first = Math.floor(start + SMALLEST_SHARE)
    const last = Math.ceil(end - SMALLEST_SHARE) - 1
    boxes.first[n] = first
    boxes.last[n] = last
    boxes.firstShare[n] = Math.min(first + 1, end) - Math.max(start, first)
    boxes.lastShare[n] = last === first ? (boxes.firstShare[n] as number) : end - last
  }
  return boxes
}
