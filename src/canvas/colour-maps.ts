/**
 * A colour map: 257 packed pixels (0xAABBGGRR, as ImageData's bytes read on a little-endian
 * machine). Index 0…255 runs from the low end of the scale to the high end; 256 is the colour of
 * what is not a finite number.
 */
export type ColourMap = Uint32Array<ArrayBuffer>

export const NOT_FINITE_INDEX = 256

type Colour = readonly [red: number, green: number, blue: number]

const NOT_FINITE: Colour = [255, 0, 255]

/** Blue below zero, black at zero, orange above: told apart with every kind of colour vision. */
const DIVERGING: readonly Colour[] = [
  [176, 224, 255],
  [58, 142, 222],
  [16, 16, 18],
  [222, 118, 26],
  [255, 226, 168],
]

function pack([red, green, blue]: Colour): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

/** The colour at `at` (0–1) of evenly spaced stops, interpolated in sRGB. */
function between(stops: readonly Colour[], at: number): Colour {
  const place = at * (stops.length - 1)
  const index = Math.min(Math.floor(place), stops.length - 2)
  const [from, to] = [stops[index] ?? NOT_FINITE, stops[index + 1] ?? NOT_FINITE]
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (place - index))
  return [mix(0), mix(1), mix(2)]
}

function colourMap(stops: readonly Colour[], notFinite = NOT_FINITE): ColourMap {
  const map = Uint32Array.from({ length: 257 }, (_, index) => pack(between(stops, index / 255)))
  map[NOT_FINITE_INDEX] = pack(notFinite)
  return map
}

const BLACK: Colour = [0, 0, 0]

export const GREY = colourMap([BLACK, [255, 255, 255]])
export const DIVERGING_MAP = colourMap(DIVERGING)

/** The pure hues from 0° to 360°; a grey, which has none, is dark grey. */
export const HUES = colourMap(
  [
    [255, 0, 0],
    [255, 255, 0],
    [0, 255, 0],
    [0, 255, 255],
    [0, 0, 255],
    [255, 0, 255],
    [255, 0, 0],
  ],
  [72, 72, 72],
)

const TINTS = [
  colourMap([BLACK, [255, 0, 0]]),
  colourMap([BLACK, [0, 255, 0]]),
  colourMap([BLACK, [0, 0, 255]]),
]

/** Black to full red, green or blue for channel 0, 1, 2 of a picture; grey for any other. */
export function tint(channel: number): ColourMap {
  return TINTS[channel] ?? GREY
}

/** `#rrggbb` of one entry, for legends drawn without a canvas. */
export function cssColour(map: ColourMap, index: number): string {
  const packed = map[index] ?? 0
  const bytes = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255]
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
