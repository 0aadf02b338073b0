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

const round = (value: number): number => Math.round(value * 100) / 100
