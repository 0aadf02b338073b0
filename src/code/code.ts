import type { Layer } from '../../electron/contract/spec'
import { matlabCode } from './matlab'
import { opencvCode } from './opencv'
import type { CodeLayer } from './padding-code'
import { pytorchCode } from './pytorch'
import { scipyCode } from './scipy'
import { resolvePadding } from '../../electron/contract/spec'

/** The libraries that a layer can be written for. */
export const CODES = {
  pytorch: { name: 'PyTorch', write: pytorchCode },
  scipy: { name: 'SciPy', write: scipyCode },
  opencv: { name: 'OpenCV', write: opencvCode },
  matlab: { name: 'MATLAB', write: matlabCode },
} as const
export type CodeName = keyof typeof CODES

/** The layer as a program of another library that gives the same numbers. */
export function codeOf(layer: Layer, name: CodeName): string {
  return CODES[name].write(codeLayer(layer))
}

function codeLayer({ weights, bias, padding, ...settings }: Layer): CodeLayer {
  const [outputs, , height, width] = weights.shape
  return {
    ...settings,
    shape: weights.shape,
    weights: weights.data,
    bias: bias ?? new Float32Array(outputs),
    padding: resolvePadding(padding, { height, width }, settings.dilation),
  }
}
