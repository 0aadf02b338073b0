import type { Shape, Size } from './spec'

/** Where a tensor lives in the compute window. */
export type TensorRef =
  | { readonly kind: 'picture'; readonly id: string }
  /** The feature maps of the layer on the bench: the newest full result. */
  | { readonly kind: 'maps' }

export const LUMAS = ['bt601', 'bt709', 'bt2020'] as const
export type Luma = (typeof LUMAS)[number]

/**
 * A number that another view of R, G, B gives a pixel. Formulas and sources are in
 * electron/engine/pictures/colour-views.ts.
 */
export type ColourComponent =
  | 'hue'
  | 'saturation'
  | 'value'
  | 'lab-l'
  | 'lab-a'
  | 'lab-b'
  | `${Luma}-cb`
  | `${Luma}-cr`
  | 'red-green'
  | 'yellow-blue'
  | 'mean'

/**
 * One plane of a tensor: a channel by number, the grey that a luma would keep of R, G, B, or a
 * component of another view of the colours.
 */
export type PlaneChannel = number | Luma | ColourComponent

/** The least and the largest value that a component has for colours of 0–1; Lab's as it is coded. */
export function nominalRange(channel: Luma | ColourComponent): readonly [number, number] {
  if (channel === 'hue') return [0, 360]
  if (channel === 'lab-l') return [0, 100]
  if (channel === 'lab-a' || channel === 'lab-b') return [-128, 127]
  if (channel === 'red-green' || channel === 'yellow-blue') return [-1, 1]
  return channel.endsWith('-cb') || channel.endsWith('-cr') ? [-0.5, 0.5] : [0, 1]
}

/** Pixels [y, y+height) × [x, x+width) of a plane. */
export interface Region extends Size {
  readonly y: number
  readonly x: number
}

export interface Statistics {
  readonly min: number
  readonly max: number
  readonly mean: number
  /** How many values are NaN or infinite; min, max and mean leave them out. */
  readonly notFinite: number
}

export interface Histogram {
  readonly low: number
  readonly high: number
  readonly counts: readonly number[]
}

/** A plane as it is shown: f32 values, row-major, at display size. */
export interface Plane extends Size {
  readonly channel: PlaneChannel
  readonly region: Region
  readonly values: Float32Array
}

/** Something that was done to a picture on the way in, which the person should know. */
export type PictureNote =
  | { readonly kind: 'orientation-applied'; readonly orientation: number }
  | { readonly kind: 'first-frame'; readonly frames: number }
  | { readonly kind: 'alpha-left-out' }
  /** The last channel is the picture's transparency, by choice. */
  | { readonly kind: 'alpha-as-channel' }
  | { readonly kind: 'sixteen-bit' }
  | { readonly kind: 'colour-profile-ignored' }

export const PICTURE_FORMATS = ['png', 'jpeg', 'webp', 'gif', 'bmp', 'tiff', 'npy'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

export interface PictureInfo {
  readonly id: string
  readonly name: string
  readonly format: PictureFormat
  readonly shape: Shape
  /** `unit`: values 0–1 with a 0–255 view; `data`: numbers of their own (NPY, the deck's tensors). */
  readonly scale: 'unit' | 'data'
  readonly notes: readonly PictureNote[]
  /** One per channel. */
  readonly statistics: readonly Statistics[]
}
