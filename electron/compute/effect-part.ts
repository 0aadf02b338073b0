import type { Geometry, Size } from '../contract/spec'
import type { Region } from '../contract/tensors'
import type { Tensor } from '../engine/engine'

/** Places that are compared along each side of a picture. */
const PLACES = 7
/** Channels that are looked at. */
const MOST_CHANNELS = 3

/** The part of a picture [C,H,W] where its values vary most, its own pixels; the middle of a flat one. */
export function detailedPart(tensor: Tensor, { height, width }: Size): Region {
  const size = {
    height: Math.min(height, tensor.shape.height),
    width: Math.min(width, tensor.shape.width),
  }
  const steps = Array.from({ length: PLACES }, (_, step) => step)
  const middleFirst = [...steps].sort((a, b) => Math.abs(a - 3) - Math.abs(b - 3))
  const place = (room: number, step: number): number => Math.round((room * step) / (PLACES - 1))
  const parts = middleFirst.flatMap((down) =>
    middleFirst.map((right) => ({
      y: place(tensor.shape.height - size.height, down),
      x: place(tensor.shape.width - size.width, right),
      ...size,
    })),
  )
  const detail = parts.map((part) => varianceIn(tensor, part))
  return parts[detail.indexOf(Math.max(...detail))] ?? { y: 0, x: 0, ...size }
}

/** Σ over the first channels of the variance of a part; 0 where values are not finite. */
function varianceIn({ shape, data }: Tensor, { y, x, height, width }: Region): number {
  let variance = 0
  for (let channel = 0; channel < Math.min(MOST_CHANNELS, shape.channels); channel++) {
    let [sum, squares] = [0, 0]
    for (let row = y; row < y + height; row++) {
      const start = (channel * shape.height + row) * shape.width + x
      for (const value of data.subarray(start, start + width)) {
        sum += value
        squares += value * value
      }
    }
    const count = height * width
    variance += squares / count - (sum / count) ** 2
  }
  return Number.isFinite(variance) ? variance : 0
}

/** How one side of a part is computed. */
export interface Cut {
  /** Outputs that are shown, in the whole map. */
  readonly from: number
  readonly count: number
  /** The input that they are made of. */
  readonly start: number
  readonly length: number
  /** Padding before and after that input; 0 inside the picture. */
  readonly before: number
  readonly after: number
  /** Outputs computed before the first one shown. */
  readonly skip: number
}

interface Side {
  /** The part, in pixels of the input. */
  readonly at: number
  readonly span: number
  readonly input: number
  readonly output: number
  readonly stride: number
  /** dilation·(k−1)+1, and the tap in the middle of it. */
  readonly reach: number
  readonly middle: number
  readonly before: number
  readonly after: number
  readonly isCircular: boolean
}

/** Both sides of the outputs whose windows stand over a part. null when none does. */
export function cutsOf(geometry: Geometry, part: Region): { y: Cut; x: Cut } | null {
  const { spec, output, effectiveKernel: reach } = geometry
  const { padding, stride, dilation, kernel, input } = spec
  const isCircular = spec.paddingMode === 'circular'
  const y = cutOf({
    ...{ at: part.y, span: part.height, input: input.height, output: output.height },
    ...{ stride: stride.y, reach: reach.height, middle: dilation.y * ((kernel.height - 1) >> 1) },
    ...{ before: padding.top, after: padding.bottom, isCircular },
  })
  const x = cutOf({
    ...{ at: part.x, span: part.width, input: input.width, output: output.width },
    ...{ stride: stride.x, reach: reach.width, middle: dilation.x * ((kernel.width - 1) >> 1) },
    ...{ before: padding.left, after: padding.right, isCircular },
  })
  return y && x && { y, x }
}

/**
 * Just what the windows cover, with the padding of an edge that they reach over; the whole side where
 * padding takes values from its other end, or more of them than are covered.
 */
function cutOf(side: Side): Cut | null {
  const { at, span, stride, before, after, middle, reach, isCircular } = side
  const from = Math.max(0, Math.ceil((at + before - middle) / stride))
  const last = Math.min(side.output - 1, Math.floor((at + span - 1 + before - middle) / stride))
  if (last < from) return null
  const [first, end] = [from * stride - before, last * stride - before + reach]
  const [isOver, isBeyond] = [first < 0, end > side.input]
  const start = isOver ? 0 : first
  const length = Math.min(end, side.input) - start
  const outputs = { from, count: last - from + 1 }
  if ((isOver || isBeyond) && (isCircular || length <= Math.max(before, after))) {
    return { ...outputs, start: 0, length: side.input, before, after, skip: from }
  }
  const padding = { before: isOver ? before : 0, after: isBeyond ? after : 0 }
  return { ...outputs, start, length, ...padding, skip: isOver ? from : 0 }
}
