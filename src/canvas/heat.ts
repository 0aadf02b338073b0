/** Colours of the weights: `negative` … `neutral` … `positive`, told apart with every colour vision. */
export interface HeatPoles {
  readonly negative: Rgb
  readonly neutral: Rgb
  readonly positive: Rgb
}
type Rgb = readonly [red: number, green: number, blue: number]

/** A fill and the text colour that reads best on it. */
export interface HeatColour {
  readonly fill: string
  readonly text: string
}

/** Blue for negative and orange for positive, as in the diverging colour map of the feature maps. */
export const LIGHT_POLES: HeatPoles = {
  negative: [47, 111, 196],
  neutral: [255, 255, 255],
  positive: [222, 118, 26],
}
export const DARK_POLES: HeatPoles = {
  negative: [66, 140, 224],
  neutral: [36, 40, 46],
  positive: [230, 133, 40],
}

const STEPS = 64
/** Black and white: one of them keeps a contrast of 4.5 on every colour. */
const DARK_TEXT = '#000000'
const LIGHT_TEXT = '#ffffff'

/** A table of 2·STEPS+1 colours from the negative to the positive pole. */
export type HeatTable = readonly HeatColour[]

/** Makes the table of a theme's poles. */
export function heatTable(poles: HeatPoles): HeatTable {
  return Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const place = index / STEPS - 1
    const pole = place < 0 ? poles.negative : poles.positive
    return colour(mixed(poles.neutral, pole, emphasis(Math.abs(place))))
  })
}

/** The colour of `value` where ±`largest` take the poles; a `largest` of 0 makes all neutral. */
export function heatOf(table: HeatTable, value: number, largest: number): HeatColour {
  const place = largest > 0 ? Math.max(-1, Math.min(1, value / largest)) : 0
  const step = Math.sign(place) * Math.ceil(Math.abs(place) * STEPS)
  return table[STEPS + step] ?? { fill: '#ff00ff', text: DARK_TEXT }
}

/** Small weights keep a colour that can be seen. */
function emphasis(place: number): number {
  return place ** 0.6
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (index: 0 | 1 | 2): number =>
    Math.round(from[index] + (to[index] - from[index]) * share)
  return [mix(0), mix(1), mix(2)]
}

function colour(rgb: Rgb): HeatColour {
  const luminance = relativeLuminance(rgb)
  const onLight = (luminance + 0.05) / 0.05
  const onDark = 1.05 / (luminance + 0.05)
  return { fill: `rgb(${rgb.join(' ')})`, text: onLight >= onDark ? DARK_TEXT : LIGHT_TEXT }
}

/** WCAG 2 relative luminance, 0–1. */
function relativeLuminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((byte) => {
    const part = byte / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
