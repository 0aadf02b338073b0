import type { Shape } from '../../contract/spec'

/** Part of a row of pixels as a decoder gives it. */
export interface PixelRow {
  /** Stored position of the first pixel, and how far the next one is to the right. */
  readonly y: number
  readonly x: number
  readonly step: number
  readonly pixels: number
  readonly samples: ArrayLike<number>
  /** Samples of one pixel stand side by side; those beyond the channels (alpha) are left out. */
  readonly samplesPerPixel: number
  /** Where each channel stands within a pixel's samples: [0, 1, 2], or [2, 1, 0] for B, G, R. */
  readonly order: readonly number[]
  /** The channel that `order[0]` is. */
  readonly firstChannel: number
  /** Samples are divided by this: 255 or 65535 for whole numbers, 1 for numbers of their own. */
  readonly divisor: number
}

/** How a stored pixel (x, y) becomes an index of the upright picture: origin + x·dx + y·dy. */
interface Placement {
  readonly origin: number
  readonly dx: number
  readonly dy: number
}

/** The shape of the upright picture: orientations 5 … 8 lie on their side. */
export function uprightShape(stored: Shape, orientation: number): Shape {
  const { channels, height, width } = stored
  return orientation < 5 ? stored : { channels, height: width, width: height }
}

/**
 * Writes rows of side-by-side samples as channels [C,H,W] of f32 and applies the EXIF orientation
 * on the way. (Exif 2.32, tag 274)
 */
export class PlanarWriter {
  readonly #target: Float32Array
  readonly #pixels: number
  readonly #placement: Placement

  /** target: C·H·W values; stored: the shape before the orientation is applied. */
  constructor(target: Float32Array, stored: Shape, orientation: number) {
    this.#target = target
    this.#pixels = stored.height * stored.width
    this.#placement = placementOf(stored, orientation)
  }

  putRow(row: PixelRow): void {
    const { origin, dx, dy } = this.#placement
    const { samples, samplesPerPixel, divisor, pixels, order, firstChannel } = row
    const start = origin + row.x * dx + row.y * dy
    const step = row.step * dx
    for (let channel = 0; channel < order.length; channel++) {
      let at = (firstChannel + channel) * this.#pixels + start
      let sample = order[channel] as number
      for (let pixel = 0; pixel < pixels; pixel++) {
        this.#target[at] = (samples[sample] as number) / divisor
        at += step
        sample += samplesPerPixel
      }
    }
  }
}

function placementOf({ height, width }: Shape, orientation: number): Placement {
  const [right, bottom] = [width - 1, height - 1]
  switch (orientation) {
    case 2: // mirrored left to right
      return { origin: right, dx: -1, dy: width }
    case 3: // turned by 180°
      return { origin: bottom * width + right, dx: -1, dy: -width }
    case 4: // mirrored top to bottom
      return { origin: bottom * width, dx: 1, dy: -width }
    case 5: // mirrored along the main diagonal
      return { origin: 0, dx: height, dy: 1 }
    case 6: // to be turned clockwise
      return { origin: bottom, dx: height, dy: -1 }
    case 7: // mirrored along the other diagonal
      return { origin: right * height + bottom, dx: -height, dy: -1 }
    case 8: // to be turned anticlockwise
      return { origin: right * height, dx: -height, dy: 1 }
    default:
      return { origin: 0, dx: 1, dy: width }
  }
}
