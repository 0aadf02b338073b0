import { sourceIndex } from '../../contract/padding'
import type { PaddingMode } from '../../contract/spec'

export { OUTSIDE, sourceIndex } from '../../contract/padding'

/** `sourceIndex` for every padded position of one axis: before + size + after entries. */
export function sourceIndices(
  size: number,
  [before, after]: readonly [number, number],
  mode: PaddingMode,
): Int32Array {
  const indices = new Int32Array(before + size + after)
  return indices.map((_, position) => sourceIndex(position - before, size, mode))
}
