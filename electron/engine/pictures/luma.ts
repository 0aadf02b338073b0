import type { Luma } from '../../contract/tensors'
import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Tensor } from '../engine'

/**
 * What R, G and B weigh in the grey that a luma keeps: Y = r·R + g·G + b·B, each row sums to 1.
 * Sources: ITU-R BT.601-7 (2.5.1), BT.709-6 (3.2), BT.2020-2 (table 4).
 */
export const LUMA_WEIGHTS: Readonly<Record<Luma, readonly [number, number, number]>> = {
  bt601: [0.299, 0.587, 0.114],
  bt709: [0.2126, 0.7152, 0.0722],
  bt2020: [0.2627, 0.678, 0.0593],
}

/**
 * The grey plane [H,W] that `luma` keeps of a picture [3,H,W], or [4,H,W] with alpha last, in the
 * picture's own unit. Throws `unsupported` for any other tensor.
 */
export function lumaPlane(tensor: Tensor, luma: Luma): Float32Array {
  const [r, g, b] = checkedLumaWeights(tensor, luma)
  const pixels = tensor.shape.height * tensor.shape.width
  const red = tensor.data.subarray(0, pixels)
  const green = tensor.data.subarray(pixels, 2 * pixels)
  const blue = tensor.data.subarray(2 * pixels, 3 * pixels)
  return red.map((value, at) => r * value + g * (green[at] ?? NaN) + b * (blue[at] ?? NaN))
}

/** The weights of `luma`, for a tensor that has R, G and B. Throws `unsupported` otherwise. */
export function checkedLumaWeights(tensor: Tensor, luma: Luma): readonly [number, number, number] {
  const { channels } = tensor.shape
  if (channels === 3 || channels === 4) return LUMA_WEIGHTS[luma]
  throw new FaultError(
    'unsupported',
    sentence`A luma needs the three channels R, G, B; this picture has ${channels}.`,
  )
}
