import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { ArraySource, LayerSource } from '../contract/jobs'
import type { Layer, Weights } from '../contract/spec'
import { parseNpy } from '../engine/tensors/npy'

/** Makes a layer of what a batch file brings; NPY files are parsed here, in the sandbox. */
export function layerOf({ weights, bias, ...settings }: LayerSource): Layer {
  return { ...settings, weights: weightsOf(weights), bias: bias && biasOf(bias) }
}

function weightsOf(source: ArraySource): Weights {
  const { shape, data } = valuesOf(source)
  const [outputs, inputs, height, width] = shape
  if (
    shape.length !== 4 ||
    outputs === undefined ||
    inputs === undefined ||
    height === undefined ||
    width === undefined
  ) {
    throw new FaultError(
      'bad-weights',
      sentence`The weights have ${shape.length} dimension(s), [${shape.join(', ')}]; they need 4: [O, I/groups, h, w].`,
    )
  }
  return { shape: [outputs, inputs, height, width], data }
}

function biasOf(source: ArraySource): Float32Array {
  const { shape, data } = valuesOf(source)
  if (shape.length === 1) return data
  throw new FaultError(
    'bad-weights',
    sentence`The bias has ${shape.length} dimension(s), [${shape.join(', ')}]; it needs one: [O].`,
  )
}

function valuesOf(source: ArraySource): { shape: readonly number[]; data: Float32Array } {
  return source.kind === 'values' ? source : parseNpy(source.name, source.bytes)
}
