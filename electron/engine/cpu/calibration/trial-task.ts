import { DEFAULT_SETTINGS } from '../../../contract/spec'
import { createRandom, randomValues } from '../../../contract/random'
import { resolveConvolution } from '../../convolution/spec'
import type { Convolution, Tensor } from '../../engine'

/**
 * A small convolution that shows how a V8 compiles the routines: enough output channels for whole
 * tiles and a smaller one, rows that end within a tile, 8 MFLOP.
 */
export function createTrialTask(): { convolution: Convolution; input: Tensor } {
  const shape = { channels: 8, height: 24, width: 99 }
  const random = createRandom('profile trial')
  const weights = {
    shape: [25, shape.channels, 3, 3] as const,
    data: randomValues(random, 25 * 72),
  }
  const layer = {
    ...DEFAULT_SETTINGS,
    padding: 'same' as const,
    weights,
    bias: randomValues(random, 25),
  }
  const count = shape.channels * shape.height * shape.width
  return {
    convolution: resolveConvolution(layer, shape),
    input: { shape, data: randomValues(random, count) },
  }
}
