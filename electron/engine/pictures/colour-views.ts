import type { ColourComponent, Luma } from '../../contract/tensors'
import { labFunction, linearOf } from './lab-tables'
import { LUMA_WEIGHTS } from './luma'

/** One number of a colour: R, G, B of 0–1 (gamma-coded sRGB, as in the file) to a component. */
export type ComponentOf = (red: number, green: number, blue: number) => number

/**
 * How a component is computed from one pixel; its range is `nominalRange`.
 *
 * - HSV: value = max, saturation = (max − min)/max, hue in degrees from red over green to blue; a
 *   grey has no hue: NaN. (A. R. Smith, Color Gamut Transform Pairs, SIGGRAPH 1978)
 * - L*, a*, b*: sRGB is made linear (IEC 61966-2-1), taken to X, Y, Z relative to D65, then to CIE
 *   1976 L*a*b* (ISO/CIE 11664-4). White is exactly 100, 0, 0.
 * - Cb = (B − Y′)/(2(1 − k_B)), Cr = (R − Y′)/(2(1 − k_R)), full range; with BT.601's luma it is the
 *   YCbCr of JPEG, whose bytes are 128 + 255·Cb. (ITU-R BT.601-7, BT.709-6, BT.2020-2; ITU-T T.871)
 * - Opponent: R − G, (R + G)/2 − B and (R + G + B)/3, the axes of van de Sande, Gevers and Snoek,
 *   Evaluating Color Descriptors (PAMI 2010), without their factors 1/√2, √6/2 and √3, so that
 *   each spans its whole unit.
 */
export function componentOf(component: Luma | ColourComponent): ComponentOf {
  switch (component) {
    case 'hue':
      return hueOf
    case 'saturation':
      return saturationOf
    case 'value':
      return (red, green, blue) => Math.max(red, green, blue)
    case 'lab-l':
      return lightnessOf
    case 'lab-a':
      return greenRedOf
    case 'lab-b':
      return blueYellowOf
    case 'red-green':
      return (red, green) => red - green
    case 'yellow-blue':
      return (red, green, blue) => (red + green) / 2 - blue
    case 'mean':
      return (red, green, blue) => (red + green + blue) / 3
    default:
      return lumaComponent(component)
  }
}

/** Writes L*, a*, b* of one colour of 0–1 into the first three places of `lab`. */
export function writeLab(lab: Float64Array, red: number, green: number, blue: number): void {
  const [r, g, b] = [linearOf(red), linearOf(green), linearOf(blue)]
  const fx = labFunction(X_RED * r + X_GREEN * g + X_BLUE * b)
  const fy = labFunction(Y_RED * r + Y_GREEN * g + Y_BLUE * b)
  const fz = labFunction(Z_RED * r + Z_GREEN * g + Z_BLUE * b)
  lab[0] = 116 * fy - 16
  lab[1] = 500 * (fx - fy)
  lab[2] = 200 * (fy - fz)
}

function lightnessOf(red: number, green: number, blue: number): number {
  const light = Y_RED * linearOf(red) + Y_GREEN * linearOf(green) + Y_BLUE * linearOf(blue)
  return 116 * labFunction(light) - 16
}

function greenRedOf(red: number, green: number, blue: number): number {
  const [r, g, b] = [linearOf(red), linearOf(green), linearOf(blue)]
  const fx = labFunction(X_RED * r + X_GREEN * g + X_BLUE * b)
  return 500 * (fx - labFunction(Y_RED * r + Y_GREEN * g + Y_BLUE * b))
}

function blueYellowOf(red: number, green: number, blue: number): number {
  const [r, g, b] = [linearOf(red), linearOf(green), linearOf(blue)]
  const fy = labFunction(Y_RED * r + Y_GREEN * g + Y_BLUE * b)
  return 200 * (fy - labFunction(Z_RED * r + Z_GREEN * g + Z_BLUE * b))
}

function hueOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue)
  const chroma = most - Math.min(red, green, blue)
  if (!(chroma > 0)) return NaN
  if (most === red) return 60 * ((green - blue) / chroma + (green < blue ? 6 : 0))
  if (most === green) return 60 * ((blue - red) / chroma + 2)
  return 60 * ((red - green) / chroma + 4)
}

function saturationOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue)
  return most > 0 ? (most - Math.min(red, green, blue)) / most : 0
}

/**
 * Linear sRGB to X, Y, Z (IEC 61966-2-1), each row divided by its sum: the white of D65 is 1, 1, 1.
 */
const [X_RED, X_GREEN, X_BLUE] = relative(0.4124564, 0.3575761, 0.1804375)
const [Y_RED, Y_GREEN, Y_BLUE] = relative(0.2126729, 0.7151522, 0.072175)
const [Z_RED, Z_GREEN, Z_BLUE] = relative(0.0193339, 0.119192, 0.9503041)

function relative(red: number, green: number, blue: number) {
  const white = red + green + blue
  return [red / white, green / white, blue / white] as const
}

function lumaComponent(component: Luma | `${Luma}-cb` | `${Luma}-cr`): ComponentOf {
  const [luma, difference] = component.split('-') as [Luma, 'cb' | 'cr' | undefined]
  const [r, g, b] = LUMA_WEIGHTS[luma]
  if (difference === 'cb') {
    return (red, green, blue) => (blue - (r * red + g * green + b * blue)) / (2 * (1 - b))
  }
  if (difference === 'cr') {
    return (red, green, blue) => (red - (r * red + g * green + b * blue)) / (2 * (1 - r))
  }
  return (red, green, blue) => r * red + g * green + b * blue
}
