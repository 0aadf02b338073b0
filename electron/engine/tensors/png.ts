import { encode } from 'fast-png'
import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Size } from '../../contract/spec'

/** Which values become black (0) and white (255). */
export interface GreyRange {
  readonly low: number
  readonly high: number
}

/**
 * An 8-bit PNG of one map [H,W] (grey) or of three [3,H,W] (R, G, B): [low, high] → 0 … 255,
 * values outside are clamped, NaN is black. Throws `forbidden` when the range is empty or the
 * values do not fit the size.
 */
export function encodePng(
  values: Float32Array,
  size: Size,
  range: GreyRange,
): Uint8Array<ArrayBuffer> {
  const pixels = size.height * size.width
  const channels = values.length / pixels
  if (channels !== 1 && channels !== 3) {
    throw new FaultError(
      'forbidden',
      sentence`A PNG needs one or three channels of ${size.width} × ${size.height}; got ${values.length} values.`,
    )
  }
  const data = new Uint8Array(values.length)
  const toByte = byteOf(range)
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      data[pixel * channels + channel] = toByte(values[channel * pixels + pixel] ?? NaN)
    }
  }
  const { height, width } = size
  return new Uint8Array(encode({ width, height, data, channels, depth: 8 }))
}

/** A constant map has low = high: it becomes black. */
function byteOf({ low, high }: GreyRange): (value: number) => number {
  if (!(low <= high) || !Number.isFinite(high - low)) {
    throw new FaultError(
      'forbidden',
      sentence`The range ${low} to ${high} cannot be shown as grey levels.`,
    )
  }
  const scale = high > low ? 255 / (high - low) : 0
  return (value) => {
    const level = (value - low) * scale
    return level > 0 ? Math.min(255, Math.round(level)) : 0
  }
}
