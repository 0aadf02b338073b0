import type { Axes, Geometry, Size } from '../../electron/contract/spec'
import type { Pixel } from '../canvas/fit'

/** Where a map lies on its input, in continuous pixels: input = scale · map + offset. */
export interface Alignment {
  readonly scale: Axes
  readonly offset: Axes
}

/** A plane that lies on its like, pixel by pixel. */
export const ALIKE: Alignment = { scale: { y: 1, x: 1 }, offset: { y: 0, x: 0 } }

/**
 * Feature maps by the centres of their receptive fields. Pixel i covers [i, i+1), its centre is
 * i + ½; its field [i·s − p, i·s − p + e) has the centre i·s − p + e/2, e being the kernel with the
 * holes of its dilation. So offset = e/2 − p − s/2.
 */
export function alignmentOf({ spec, effectiveKernel }: Geometry): Alignment {
  const { stride, padding } = spec
  return {
    scale: stride,
    offset: {
      y: effectiveKernel.height / 2 - padding.top - stride.y / 2,
      x: effectiveKernel.width / 2 - padding.left - stride.x / 2,
    },
  }
}

/** By proportion: of maps whose layer stands behind others and sees no picture itself. */
export function proportional(input: Size, map: Size): Alignment {
  const scale = { y: input.height / map.height, x: input.width / map.width }
  return { scale, offset: { y: 0, x: 0 } }
}

/** Maps on the picture: by receptive fields where their layer's input has the picture's size. */
export function alignmentOn(picture: Size, geometry: Geometry): Alignment {
  const { input } = geometry.spec
  const isOne = input.height === picture.height && input.width === picture.width
  return isOne ? alignmentOf(geometry) : proportional(picture, geometry.output)
}

/** The place of the input under a place of the map. */
export function toInput({ scale, offset }: Alignment, { y, x }: Pixel): Pixel {
  return { y: scale.y * y + offset.y, x: scale.x * x + offset.x }
}

/** The place of the map over a place of the input. */
export function fromInput({ scale, offset }: Alignment, { y, x }: Pixel): Pixel {
  return { y: (y - offset.y) / scale.y, x: (x - offset.x) / scale.x }
}
