/**
 * The two curves on the way from sRGB to L*a*b*. A power costs 50 ns and a picture has millions of
 * pixels, so each is a table that is read with linear interpolation: off by less than 1e-6.
 */
const LIGHT_STEPS = 4096
const LAB_STEPS = 16_384

/** sRGB's transfer curve: a gamma-coded value of 0–1 to light of 0–1. (IEC 61966-2-1) */
export function exactLinear(coded: number): number {
  return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4
}

/** The cube root of CIE 1976 L*a*b* with its straight part near black. (ISO/CIE 11664-4) */
export function exactLabFunction(light: number): number {
  const edge = 6 / 29
  return light > edge ** 3 ? Math.cbrt(light) : light / (3 * edge ** 2) + 4 / 29
}

const LIGHT = tableOf(exactLinear, LIGHT_STEPS)
const LAB = tableOf(exactLabFunction, LAB_STEPS)

/** One entry more than the last step, so that 1 has a neighbour too. */
function tableOf(curve: (value: number) => number, steps: number): Float64Array {
  return Float64Array.from({ length: steps + 2 }, (_, at) => curve(at / steps))
}

/** `exactLinear` by table; what lies outside 0–1 takes the end. */
export function linearOf(coded: number): number {
  return read(LIGHT, LIGHT_STEPS, coded)
}

/** `exactLabFunction` by table; what lies outside 0–1 takes the end. */
export function labFunction(light: number): number {
  return read(LAB, LAB_STEPS, light)
}

/** A NaN stays one: its distance to the first entry is NaN too. */
function read(table: Float64Array, steps: number, value: number): number {
  const place = value <= 0 ? 0 : value >= 1 ? steps : value * steps
  const at = place | 0
  const low = table[at] as number
  return low + ((table[at + 1] as number) - low) * (place - at)
}
