import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Geometry } from '../../contract/spec'
import type { FusionDifference } from '../../contract/stack'
import type { Tensor } from '../engine'

/**
 * How far the results [O,h,w] of two layers and of the one that they were fused into lie apart, where
 * the fused kernel's window lies in the input and where it reaches into the padding.
 * Throws `bad-spec` when the results are not of one size.
 */
export function fusionDifference(two: Tensor, one: Tensor, geometry: Geometry): FusionDifference {
  const { channels, height, width } = two.shape
  if (one.shape.height !== height || one.shape.width !== width) {
    throw new FaultError(
      'bad-spec',
      sentence`The fused layer gives ${one.shape.width} × ${one.shape.height} values, the two give ${width} × ${height}.`,
    )
  }
  const { spec, effectiveKernel } = geometry
  const rows = insideOf({
    stride: spec.stride.y,
    before: spec.padding.top,
    size: spec.input.height,
    reach: effectiveKernel.height,
  })
  const columns = insideOf({
    stride: spec.stride.x,
    before: spec.padding.left,
    size: spec.input.width,
    reach: effectiveKernel.width,
  })
  let [inside, border, insideCount, borderCount] = [0, 0, 0, 0]
  for (let y = 0; y < height; y++) {
    const isRow = rows(y)
    for (let x = 0; x < width; x++) {
      const isInside = isRow && columns(x)
      for (let channel = 0; channel < channels; channel++) {
        const at = (channel * height + y) * width + x
        const off = Math.abs((two.data[at] as number) - (one.data[at] as number))
        if (isInside) {
          insideCount++
          if (!(off <= inside)) inside = off
        } else {
          borderCount++
          if (!(off <= border)) border = off
        }
      }
    }
  }
  return { inside, insideCount, border, borderCount }
}

interface Axis {
  readonly stride: number
  readonly before: number
  readonly size: number
  readonly reach: number
}

/** Tells whether the window of an output lies in the input along one axis. */
function insideOf({ stride, before, size, reach }: Axis): (place: number) => boolean {
  return (place) => place * stride >= before && place * stride - before + reach <= size
}
