import type { Histogram } from '../../electron/contract/tensors'

/**
 * The outline of a histogram in a 100×100 box whose x axis runs from `low` to `high`, as SVG path
 * data. Heights are square roots of the counts, so that rare values are seen beside one tall bin.
 */
export function histogramPath(
  { low: from, high: to, counts }: Histogram,
  low: number,
  high: number,
) {
  const most = Math.sqrt(Math.max(1, ...counts))
  const span = high > low ? high - low : 1
  const width = (to > from ? to - from : span) / counts.length
  const across = (value: number): number => round(((value - low) / span) * 100)
  const steps = counts.map((count, bin) => {
    const top = round(100 - (Math.sqrt(count) / most) * 100)
    return `V${top}H${across(from + (bin + 1) * width)}`
  })
  return `M${across(from)} 100${steps.join('')}V100Z`
}

/**
 * The histogram of the values' magnitudes, from 0 on: a bin that two of the new ones share is cut where
 * they meet, as if its values lay evenly.
 */
export function foldedHistogram({ low, high, counts }: Histogram): Histogram {
  const most = Math.max(Math.abs(low), Math.abs(high))
  if (low >= 0 || most === 0) return { low, high, counts }
  const width = (high - low) / counts.length
  const size = most / counts.length
  const folded = counts.map(() => 0)
  counts.forEach((count, bin) => {
    const ends = [low + bin * width, low + (bin + 1) * width] as const
    for (const [from, to] of magnitudes(...ends)) {
      for (let into = Math.floor(from / size); into < counts.length && into * size < to; into++) {
        const shared = Math.min(to, (into + 1) * size) - Math.max(from, into * size)
        folded[into] = (folded[into] ?? 0) + (count * shared) / width
      }
    }
  })
  return { low: 0, high: most, counts: folded }
}

/** An interval's magnitudes: one that zero lies in has two parts. */
function magnitudes(from: number, to: number): readonly (readonly [number, number])[] {
  if (from >= 0) return [[from, to]]
  if (to <= 0) return [[-to, -from]]
  return [
    [0, -from],
    [0, to],
  ]
}

const round = (value: number): number => Math.round(value * 100) / 100
