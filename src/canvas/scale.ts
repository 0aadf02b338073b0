import type { DisplayMode } from '../../electron/contract/presets'
import type { Histogram } from '../../electron/contract/tensors'
import { DIVERGING_MAP, GREY, type ColourMap } from './colour-maps'

/** How a value becomes a colour: `low` is the map's first colour, `high` its last. */
export interface Scale {
  readonly low: number
  readonly high: number
  /** The absolute value is shown instead of the value. */
  readonly isMagnitude: boolean
  readonly colours: ColourMap
}

export interface Range {
  readonly min: number
  readonly max: number
}

/** Steps of the contrast that faint maps are seen with. */
export const GAINS = [1, 2, 4, 8, 16] as const
export type Gain = (typeof GAINS)[number]

/** Signed maps have few large values: without contrast the many small ones would not be seen. */
const FEW = 0.02

/** The modes with a contrast: the others show exactly 0…1, or the smallest to the largest value. */
export function hasGain(mode: DisplayMode): boolean {
  return mode === 'absolute' || mode === 'mid-grey' || mode === 'diverging'
}

/**
 * The largest gain at which at most 2 % of the values are beyond the scale's ends, ±(the largest
 * magnitude)/gain; a bin that reaches beyond counts whole.
 */
export function automaticGain({ low, high, counts }: Histogram): Gain {
  const width = (high - low) / counts.length
  const largest = Math.max(Math.abs(low), Math.abs(high))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const farEdge = (bin: number): number =>
    Math.max(Math.abs(low + bin * width), Math.abs(low + (bin + 1) * width))
  const isBearable = (gain: Gain): boolean => {
    const beyond = counts.filter((_, bin) => farEdge(bin) > (largest / gain) * (1 + 1e-9))
    return beyond.reduce((sum, count) => sum + count, 0) <= total * FEW
  }
  return [...GAINS].reverse().find(isBearable) ?? 1
}

export interface ScaleOptions {
  /** What `clamp` shows as white: 1 for pictures (values 0–1), 255 for data of its own numbers. */
  readonly white?: number
  /** ≥ 1: the scale of a mode that has a gain is this many times narrower. */
  readonly gain?: number
}

/** The scale of a display mode for values within `range`; changes no value. */
export function scaleFor(
  mode: DisplayMode,
  range: Range,
  { white = 1, gain = 1 }: ScaleOptions = {},
): Scale {
  const scale = fullScale(mode, range, white)
  if (!hasGain(mode)) return scale
  return { ...scale, low: scale.low / gain, high: scale.high / gain }
}

function fullScale(mode: DisplayMode, range: Range, white: number): Scale {
  const largest = magnitudeOf(range) || 1
  const plain = { isMagnitude: false, colours: GREY }
  if (mode === 'clamp') return { ...plain, low: 0, high: white }
  if (mode === 'absolute') return { low: 0, high: largest, isMagnitude: true, colours: GREY }
  if (mode === 'mid-grey') return { ...plain, low: -largest, high: largest }
  if (mode === 'diverging') {
    return { low: -largest, high: largest, isMagnitude: false, colours: DIVERGING_MAP }
  }
  return { ...plain, low: range.min, high: range.max > range.min ? range.max : range.min + 1 }
}

/** The largest |value| of a range. */
export function magnitudeOf({ min, max }: Range): number {
  return Math.max(Math.abs(min), Math.abs(max))
}

/** The range that holds every given range; 0…1 for none. */
export function rangeOfAll(ranges: readonly Range[]): Range {
  if (ranges.length === 0) return { min: 0, max: 1 }
  return {
    min: Math.min(...ranges.map(({ min }) => min)),
    max: Math.max(...ranges.map(({ max }) => max)),
  }
}

/** Which of the 256 colours a value takes, or `NOT_FINITE_INDEX`. */
export function colourIndex(value: number, scale: Scale): number {
  if (!Number.isFinite(value)) return 256
  const shown = scale.isMagnitude ? Math.abs(value) : value
  const place = Math.round(((shown - scale.low) / (scale.high - scale.low)) * 255)
  return Math.min(255, Math.max(0, place))
}
