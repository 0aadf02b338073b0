import { RESPONSE_SIDE, type Band, type Response } from '../../contract/doctor'
import type { Axes } from '../../contract/spec'
import type { KernelSlice } from './symmetry'

/** Frequencies from 0 to 0.5 that an axis is searched at; 0.5 is among them. */
const STEPS = 1024
const HALF_POWER = Math.SQRT1_2
/** Below this part of Σ|w| a response is the rounding of the weights. */
const NOTHING = 1e-6

/**
 * |H(u,v)| = |Σ w[y,x]·exp(−2πi(u·x + v·y))| of a kernel [kh,kw] whose taps lie `dilation` pixels
 * apart, at frequencies −0.5 … 0.5 cycles per pixel (Gonzalez & Woods, "Digital Image Processing",
 * 4.5). Correlation or convolution makes no difference to the magnitude.
 */
export function responseOf(kernel: KernelSlice, dilation: Axes): Response {
  const values = magnitudes(kernel, dilation)
  const size = kernel.values.reduce((sum, value) => sum + Math.abs(value), 0)
  const rows = sumsAlong(kernel, 'x')
  const columns = sumsAlong(kernel, 'y')
  return {
    values,
    largest: values.reduce((most, value) => Math.max(most, value), 0),
    x: bandOf((frequency) => gainAt(rows, frequency * dilation.x), size * NOTHING),
    y: bandOf((frequency) => gainAt(columns, frequency * dilation.y), size * NOTHING),
  }
}

/** Rows are transformed first, then columns: kh·(kw + side)·side steps. */
function magnitudes({ values, height, width }: KernelSlice, dilation: Axes): Float32Array {
  const side = RESPONSE_SIDE
  const across = waves(width, dilation.x)
  const down = waves(height, dilation.y)
  const found = new Float32Array(side * side)
  for (let u = 0; u < side; u++) {
    const rows = Array.from({ length: height }, (_, y) => {
      const row = values.subarray(y * width, (y + 1) * width)
      return weighted(
        Array.from(row, (weight) => ({ re: weight, im: 0 })),
        across,
        u,
      )
    })
    for (let v = 0; v < side; v++) {
      const { re, im } = weighted(rows, down, v)
      found[v * side + u] = Math.hypot(re, im)
    }
  }
  return found
}

interface Complex {
  readonly re: number
  readonly im: number
}

/** exp(−2πi·f·n·dilation) for every frequency of the picture (rows) and tap n. */
function waves(taps: number, dilation: number): Complex[][] {
  return Array.from({ length: RESPONSE_SIDE }, (_, index) => {
    const frequency = (index - RESPONSE_SIDE / 2) / RESPONSE_SIDE
    return Array.from({ length: taps }, (_, tap) => {
      const angle = -2 * Math.PI * frequency * tap * dilation
      return { re: Math.cos(angle), im: Math.sin(angle) }
    })
  })
}

function weighted(
  weights: readonly Complex[],
  table: readonly (readonly Complex[])[],
  at: number,
): Complex {
  let [re, im] = [0, 0]
  table[at]?.forEach((wave, tap) => {
    const weight = weights[tap]
    if (!weight) return
    re += weight.re * wave.re - weight.im * wave.im
    im += weight.re * wave.im + weight.im * wave.re
  })
  return { re, im }
}

/** The kernel as a signal along one axis, the other summed up: what a wave along that axis meets. */
function sumsAlong({ values, height, width }: KernelSlice, axis: 'x' | 'y'): Float64Array {
  const sums = new Float64Array(axis === 'x' ? width : height)
  values.forEach((value, index) => {
    const at = axis === 'x' ? index % width : Math.floor(index / width)
    sums[at] = (sums[at] ?? 0) + value
  })
  return sums
}

function gainAt(signal: Float64Array, frequency: number): number {
  let [re, im] = [0, 0]
  signal.forEach((weight, tap) => {
    re += weight * Math.cos(2 * Math.PI * frequency * tap)
    im -= weight * Math.sin(2 * Math.PI * frequency * tap)
  })
  return Math.hypot(re, im)
}

/** The band around the largest gain; null when no gain is above `least`. */
function bandOf(gain: (frequency: number) => number, least: number): Band | null {
  const frequencies = Array.from({ length: STEPS + 1 }, (_, step) => (step / STEPS) * 0.5)
  const gains = frequencies.map(gain)
  const largest = Math.max(...gains)
  if (!(largest > least)) return null
  const peak = gains.findIndex((value) => value >= largest * (1 - 1e-9))
  const end = (direction: 1 | -1): number | null => {
    for (let at = peak + direction; at >= 0 && at <= STEPS; at += direction) {
      if ((gains[at] ?? 0) < largest * HALF_POWER) {
        return crossing(gains, { at, from: at - direction, level: largest * HALF_POWER })
      }
    }
    return null
  }
  return { peak: (peak / STEPS) * 0.5, gain: largest, low: end(-1), high: end(1) }
}

/** Where the straight line between two neighbouring steps meets the level. */
function crossing(
  gains: readonly number[],
  { at, from, level }: { at: number; from: number; level: number },
): number {
  const [inside, outside] = [gains[from] ?? 0, gains[at] ?? 0]
  const share = (inside - level) / (inside - outside)
  return ((from + (at - from) * share) / STEPS) * 0.5
}
