import type { ColourComponent, Luma, PictureInfo, PlaneChannel } from '../electron/contract/tensors'

/** Weights of R, G, B in each luma, from the standards ITU-R BT.601, BT.709 and BT.2020. */
export const LUMA_WEIGHTS: Readonly<Record<Luma, readonly [number, number, number]>> = {
  bt601: [0.299, 0.587, 0.114],
  bt709: [0.2126, 0.7152, 0.0722],
  bt2020: [0.2627, 0.678, 0.0593],
}

const COMPONENT_NAMES: Readonly<Record<ColourComponent, string>> = {
  hue: 'H',
  saturation: 'S',
  value: 'V',
  'lab-l': 'L*',
  'lab-a': 'a*',
  'lab-b': 'b*',
  'bt601-cb': 'Cb',
  'bt709-cb': 'Cb',
  'bt2020-cb': 'Cb',
  'bt601-cr': 'Cr',
  'bt709-cr': 'Cr',
  'bt2020-cr': 'Cr',
  'red-green': 'R − G',
  'yellow-blue': '(R+G)/2 − B',
  mean: '(R+G+B)/3',
}

/** What a channel of a picture with `count` channels is called: R, G, B, A, or its number. */
export function channelName(channel: PlaneChannel, count: number): string {
  if (typeof channel === 'string') return isLuma(channel) ? 'Y′' : COMPONENT_NAMES[channel]
  if (count === 3 || count === 4) return ['R', 'G', 'B', 'A'][channel] ?? `C${channel}`
  return `C${channel}`
}

/** True for the grey of a luma. */
export function isLuma(channel: PlaneChannel): channel is Luma {
  return typeof channel === 'string' && Object.hasOwn(LUMA_WEIGHTS, channel)
}

/** The CSS colour in which a channel is written. */
export function channelColour(channel: PlaneChannel, count: number): string {
  if (typeof channel === 'string' || count < 3) return 'var(--channel-luma)'
  return `var(--channel-${channel % 4})`
}

/** What a layer sees: the channels of the picture, or the maps of the layer before. */
export interface LayerInputs {
  readonly count: number
  readonly areMaps: boolean
}

/** What an input channel of a layer is called: as in the picture, or Y0, Y1, … as the maps before. */
export function inputName(channel: number, { count, areMaps }: LayerInputs): string {
  return areMaps ? `Y${channel}` : channelName(channel, count)
}

/** The CSS colour in which an input channel of a layer is written. */
export function inputColour(channel: number, { count, areMaps }: LayerInputs): string {
  return areMaps ? 'var(--text)' : channelColour(channel, count)
}

/** True for a picture of R, G, B (and perhaps more), which can be seen in colour and as grey. */
export function isColour({ shape, scale }: PictureInfo): boolean {
  return shape.channels >= 3 && scale === 'unit'
}
