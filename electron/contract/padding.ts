import type { PaddingMode } from './spec'

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
