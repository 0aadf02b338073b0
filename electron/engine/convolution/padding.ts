import type { PaddingMode } from '../../contract/spec'

/** Stands for "outside: take the padding value" in an index table. */
export const OUTSIDE = -1

/**
 * The input index that stands at a padded position. index: −before … size−1+after;
 * returns 0 … size−1, or `OUTSIDE` for zero and constant padding. (FORMATS, "Padding")
 */
export function sourceIndex(index: number, size: number, mode: PaddingMode): number {
  if (index >= 0 && index < size) return index
  switch (mode) {
    case 'zero':
    case 'constant':
      return OUTSIDE
    case 'replicate':
      return index < 0 ? 0 : size - 1
    case 'reflect':
      return index < 0 ? -index : 2 * (size - 1) - index
    case 'symmetric':
      return index < 0 ? -index - 1 : 2 * size - 1 - index
    case 'circular':
      return index < 0 ? index + size : index - size
  }
}

/** `sourceIndex` for every padded position of one axis: before + size + after entries. */
export function sourceIndices(
  size: number,
  [before, after]: readonly [number, number],
  mode: PaddingMode,
): Int32Array {
  const indices = new Int32Array(before + size + after)
  return indices.map((_, position) => sourceIndex(position - before, size, mode))
}
