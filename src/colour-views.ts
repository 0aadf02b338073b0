import {
  nominalRange,
  type ColourComponent,
  type Luma,
  type PlaneChannel,
} from '../electron/contract/tensors'
import type { MapStatistics } from '../electron/contract/port'
import { GREY, HUES, tint } from './canvas/colour-maps'
import { scaleFor, type Scale } from './canvas/scale'
import { isLuma } from './channels'
import { formatFixed, formatValue } from './format'

/** The ways to look at the colours of a picture; `grey` shows what a luma loses. */
export const VIEWS = ['rgb', 'hsv', 'lab', 'ycbcr', 'opponent', 'grey'] as const
export type View = (typeof VIEWS)[number]

/** The components that a view shows, in order; of `rgb` the grey behind the channels themselves. */
export function componentsOf(view: View, luma: Luma): readonly (Luma | ColourComponent)[] {
  switch (view) {
    case 'rgb':
      return [luma]
    case 'hsv':
      return ['hue', 'saturation', 'value']
    case 'lab':
      return ['lab-l', 'lab-a', 'lab-b']
    case 'ycbcr':
      return [luma, `${luma}-cb`, `${luma}-cr`]
    case 'opponent':
      return ['red-green', 'yellow-blue', 'mean']
    case 'grey':
      return []
  }
}

/** True for a component that is below zero for some colours and above for others. */
export function isSigned(channel: PlaneChannel): boolean {
  if (typeof channel === 'number') return false
  return nominalRange(channel)[0] < 0
}

/** What decides on the colours of a channel's values. */
export interface ScaleChoice {
  /** Values are 0–1 where the channel is one of the picture itself. */
  readonly isUnit: boolean
  readonly isTinted: boolean
}

/**
 * How the values of a channel become colours: 0–1 from black to white (or the channel's colour), a
 * hue as itself, what has negative values diverging from 0 as far as it reaches, other data min to max.
 */
export function channelScale(
  channel: PlaneChannel,
  statistics: MapStatistics,
  { isUnit, isTinted }: ScaleChoice,
): Scale {
  if (typeof channel === 'number') {
    const mode = isUnit ? 'clamp' : statistics.min < 0 ? 'diverging' : 'min-max'
    const scale = scaleFor(mode, statistics)
    return isTinted ? { ...scale, colours: tint(channel) } : scale
  }
  if (isSigned(channel)) return scaleFor('diverging', statistics)
  const [low, high] = nominalRange(channel)
  return { low, high, isMagnitude: false, colours: channel === 'hue' ? HUES : GREY }
}

/** A value of a channel in few characters of a steady length. */
export function formatComponent(channel: PlaneChannel, value: number, isUnit: boolean): string {
  if (Number.isNaN(value) && channel === 'hue') return '–'
  if (channel === 'hue') return `${formatFixed(value, 0)}°`
  if (typeof channel === 'string' && channel.startsWith('lab-')) return formatFixed(value, 1)
  if (typeof channel === 'number' && !isUnit) return formatValue(value)
  return formatFixed(value, 3)
}

/** An end of a channel's range in little room: as `formatComponent`, without zeros at its end. */
export function formatEnd(channel: PlaneChannel, value: number, isUnit: boolean): string {
  return formatComponent(channel, value, isUnit).replace(/[.]0+$|([.]\d*[1-9])0+$/, '$1')
}

/** The byte that stands for a value in files: 255·v, or 128 + 255·v for Cb and Cr; null for none. */
export function byteOf(channel: PlaneChannel, value: number, isUnit: boolean): number | null {
  const clamp = (byte: number): number => Math.min(255, Math.max(0, Math.round(byte)))
  if (typeof channel === 'number') return isUnit ? Math.round(value * 255) : null
  if (isLuma(channel) || channel === 'value' || channel === 'saturation') return clamp(255 * value)
  return /-c[br]$/.test(channel) ? clamp(128 + 255 * value) : null
}
