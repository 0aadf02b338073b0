import { resolveGeometry } from '../engine/convolution/geometry'
import type { Convolution } from '../engine/engine'

/**
 * The same convolution with its stride multiplied, so that at most maxWidth × maxHeight outputs are
 * computed: every value is exact, only fewer of them. The convolution itself when it fits.
 */
export function coarseConvolution(
  convolution: Convolution,
  maxWidth: number,
  maxHeight: number,
): Convolution {
  const { spec, output } = convolution.geometry
  const factor = Math.max(
    1,
    Math.ceil(output.width / maxWidth),
    Math.ceil(output.height / maxHeight),
  )
  if (factor === 1) return convolution
  const stride = { y: spec.stride.y * factor, x: spec.stride.x * factor }
  return { ...convolution, geometry: resolveGeometry({ ...spec, stride }) }
}
