/** Rows of a kernel [kh][kw], for cross-correlation. */
export type Rows = readonly (readonly number[])[]

/** The largest side of a kernel that a formula makes; wider tails are cut. */
export const MOST_SIDE = 31

/** f(y, x) on a square grid of odd side around 0. */
function sampled(side: number, f: (y: number, x: number) => number): number[][] {
  const half = (side - 1) / 2
  const offsets = Array.from({ length: side }, (_, index) => index - half)
  return offsets.map((y) => offsets.map((x) => f(y, x)))
}

function scaled(rows: Rows, factor: number): number[][] {
  return rows.map((row) => row.map((value) => value * factor))
}

const total = (rows: Rows): number => rows.flat().reduce((sum, value) => sum + value, 0)
const sumToOne = (rows: Rows): number[][] => scaled(rows, 1 / total(rows))

function zeroMean(rows: Rows): number[][] {
  const mean = total(rows) / rows.flat().length
  return rows.map((row) => row.map((value) => value - mean))
}

/** An odd side that holds `reach` pixels on each side of the middle, at most `MOST_SIDE`. */
export function sideFor(reach: number): number {
  return Math.min(MOST_SIDE, 2 * Math.ceil(reach - 1e-9) + 1)
}

function gaussianOn(side: number, sigma: number): number[][] {
  return sumToOne(sampled(side, (y, x) => Math.exp(-(x * x + y * y) / (2 * sigma * sigma))))
}

/**
 * exp(−(x²+y²)/2σ²), sampled to 3σ or on at most `most` × `most` pixels (odd) and divided by its sum
 * (PRESETS; Gonzalez & Woods, 3.5).
 */
export function gaussian(sigma: number, most = MOST_SIDE): number[][] {
  return gaussianOn(Math.min(most, sideFor(3 * sigma)), sigma)
}

/** The mean of side × side pixels: each 1/side². */
export function box(side: number): number[][] {
  return sampled(side, () => 1 / (side * side))
}

/**
 * The mean along a line of `length` pixels, `degrees` counter-clockwise from the x axis. A tap weighs
 * 1 − its distance from the line, at least 0, then all are divided by their sum (as MATLAB's `fspecial('motion')`).
 */
export function motion(length: number, degrees: number): number[][] {
  const [cos, sin] = direction(degrees)
  const reach = (length - 1) / 2
  const weigh = (y: number, x: number): number => {
    const along = Math.max(-reach, Math.min(reach, x * cos + y * sin))
    return Math.max(0, 1 - Math.hypot(x - along * cos, y - along * sin))
  }
  return sumToOne(sampled(sideFor(reach), weigh))
}

/** Rows count downwards, angles counter-clockwise: [cos, −sin]. */
function direction(degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180
  return [Math.cos(angle), -Math.sin(angle)]
}

export interface GaborShape {
  /** λ, pixels. */
  readonly wavelength: number
  /** Of the wave's direction, degrees counter-clockwise. */
  readonly orientation: number
  /** ψ, degrees: 0 answers to lines, 90 to edges. */
  readonly phase: number
  readonly sigma: number
  /** γ: 1 is round, less is longer along the stripes. */
  readonly aspect: number
}

/** exp(−(x'² + γ²y'²)/2σ²)·cos(2πx'/λ + ψ), mean removed (Daugman 1985; PRESETS). */
export function gabor({ wavelength, orientation, phase, sigma, aspect }: GaborShape): number[][] {
  const [cos, sin] = direction(orientation)
  const shift = (phase * Math.PI) / 180
  const wave = (y: number, x: number): number => {
    const [across, along] = [x * cos + y * sin, y * cos - x * sin]
    const envelope = Math.exp(-(across ** 2 + (aspect * along) ** 2) / (2 * sigma * sigma))
    return envelope * Math.cos((2 * Math.PI * across) / wavelength + shift)
  }
  return zeroMean(sampled(sideFor((2.5 * sigma) / Math.min(1, aspect)), wave))
}

/**
 * −∇²G: (2σ² − r²)/σ⁴ times the Gaussian that sums to 1, mean removed; the middle is positive
 * (Marr & Hildreth 1980; MATLAB's `fspecial('log')` with the sign turned).
 */
export function laplacianOfGaussian(sigma: number): number[][] {
  const side = sideFor(4 * sigma)
  const smooth = gaussianOn(side, sigma)
  const half = (side - 1) / 2
  const curved = smooth.map((row, y) =>
    row.map((value, x) => {
      const distance = (x - half) ** 2 + (y - half) ** 2
      return (value * (2 * sigma * sigma - distance)) / sigma ** 4
    }),
  )
  return zeroMean(curved)
}

/** G(σ₁) − G(σ₂): what lies between two scales; sums to 0 (Marr & Hildreth 1980). */
export function differenceOfGaussians(inner: number, outer: number): number[][] {
  const side = sideFor(3 * Math.max(inner, outer))
  const wide = gaussianOn(side, outer)
  return gaussianOn(side, inner).map((row, y) => row.map((value, x) => value - (wide[y]?.[x] ?? 0)))
}

/** δ + amount·(δ − G(σ)): the picture plus what a blur takes away; sums to 1. */
export function unsharp(amount: number, sigma: number): number[][] {
  const blurred = scaled(gaussian(sigma), -amount)
  return plusMiddle(blurred, 1 + amount)
}

function plusMiddle(rows: Rows, value: number): number[][] {
  const middle = (rows.length - 1) / 2
  return rows.map((row, y) =>
    row.map((old, x) => (y === middle && x === middle ? old + value : old)),
  )
}

/** Samples along a pixel's side when its share in a circle is counted. */
const SAMPLES = 16

/** The part of each pixel within a circle of `radius`, by 16 × 16 samples, divided by the sum: a lens out of focus. */
export function disk(radius: number): number[][] {
  const share = (y: number, x: number): number => {
    let inside = 0
    for (let at = 0; at < SAMPLES * SAMPLES; at++) {
      const right = x + ((at % SAMPLES) + 0.5) / SAMPLES - 0.5
      const down = y + (Math.floor(at / SAMPLES) + 0.5) / SAMPLES - 0.5
      if (right * right + down * down <= radius * radius) inside++
    }
    return inside
  }
  return sumToOne(sampled(sideFor(Math.max(1, radius - 0.5)), share))
}

/**
 * The slope of G(σ) along a direction, degrees counter-clockwise from the x axis: cos·Gx + sin·Gy
 * (Freeman & Adelson 1991), scaled so that a ramp of 1 per pixel along it gives 1.
 */
export function derivative(degrees: number, sigma: number): number[][] {
  const [cos, sin] = direction(degrees)
  const side = sideFor(3 * sigma)
  const smooth = gaussianOn(side, sigma)
  const half = (side - 1) / 2
  const slope = smooth.map((row, y) =>
    row.map((value, x) => value * ((x - half) * cos + (y - half) * sin)),
  )
  const answer = slope.flatMap((row, y) =>
    row.map((value, x) => value * ((x - half) * cos + (y - half) * sin)),
  )
  return scaled(slope, 1 / total([answer]))
}

/**
 * δ + √2·(position along the direction), 3 × 3: a relief with the bright side at `degrees`
 * counter-clockwise from the x axis. −45° is the usual `-2 -1 0;-1 1 1;0 1 2`.
 */
export function emboss(degrees: number): number[][] {
  const [cos, sin] = direction(degrees)
  return plusMiddle(
    sampled(3, (y, x) => Math.SQRT2 * (x * cos + y * sin)),
    1,
  )
}
