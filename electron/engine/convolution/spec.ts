import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import {
  PADDING_MODES,
  resolvePadding,
  type ConvolutionSpec,
  type Layer,
  type LayerSettings,
  type Shape,
} from '../../contract/spec'
import type { Convolution } from '../engine'
import { resolveGeometry } from './geometry'

/** Largest kernel side; larger ones are a mistake far more often than a wish. */
export const MAX_KERNEL_SIDE = 255
/** Largest padding, stride and dilation. */
export const MAX_STEP = 4096
/** Most channels of an input or output. */
export const MAX_CHANNELS = 65_536

/**
 * Checks a layer against the input it is to run on and makes it ready for the engines.
 * Throws `bad-spec` or `bad-weights` with one sentence per impossible value.
 */
export function resolveConvolution(layer: Layer, input: Shape): Convolution {
  const spec = resolveSpec(layer, layer.weights.shape, input)
  const geometry = resolveGeometry(spec)
  return { geometry, weights: checkedWeights(layer), bias: checkedBias(layer) }
}

/**
 * Makes a spec with every size known. shape: weights [O, I/groups, kh, kw]; input: [C,H,W].
 * Throws `bad-spec` or `bad-weights`.
 */
export function resolveSpec(
  settings: LayerSettings,
  shape: readonly number[],
  input: Shape,
): ConvolutionSpec {
  if (shape.length !== 4) {
    refuseWeights(
      sentence`The weights have ${shape.length} dimensions; they need 4: [O, I/groups, h, w].`,
    )
  }
  const [outChannels = 0, inPerGroup = 0, height = 0, width = 0] = shape
  wholeBetween(sentence`Output channels`, outChannels, 1, MAX_CHANNELS)
  wholeBetween(sentence`Kernel height`, height, 1, MAX_KERNEL_SIDE)
  wholeBetween(sentence`Kernel width`, width, 1, MAX_KERNEL_SIDE)
  checkInput(input)
  checkSettings(settings)
  checkGroups(settings.groups, outChannels, inPerGroup, input.channels)
  const kernel = { height, width }
  return {
    input,
    outChannels,
    kernel,
    stride: settings.stride,
    dilation: settings.dilation,
    padding: resolvePadding(settings.padding, kernel, settings.dilation),
    paddingMode: settings.paddingMode,
    paddingValue: settings.paddingMode === 'constant' ? settings.paddingValue : 0,
    groups: settings.groups,
    flip: settings.flip,
  }
}

function checkInput(input: Shape): void {
  wholeBetween(sentence`Input channels`, input.channels, 1, MAX_CHANNELS)
  wholeBetween(sentence`Input height`, input.height, 1, 1 << 20)
  wholeBetween(sentence`Input width`, input.width, 1, 1 << 20)
}

function checkSettings({ stride, dilation, padding, paddingMode, paddingValue }: LayerSettings) {
  wholeBetween(sentence`Stride y`, stride.y, 1, MAX_STEP)
  wholeBetween(sentence`Stride x`, stride.x, 1, MAX_STEP)
  wholeBetween(sentence`Dilation y`, dilation.y, 1, MAX_STEP)
  wholeBetween(sentence`Dilation x`, dilation.x, 1, MAX_STEP)
  if (typeof padding === 'object') {
    wholeBetween(sentence`Padding top`, padding.top, 0, MAX_STEP)
    wholeBetween(sentence`Padding right`, padding.right, 0, MAX_STEP)
    wholeBetween(sentence`Padding bottom`, padding.bottom, 0, MAX_STEP)
    wholeBetween(sentence`Padding left`, padding.left, 0, MAX_STEP)
  }
  if (!PADDING_MODES.includes(paddingMode)) {
    refuse(
      sentence`Padding mode "${String(paddingMode)}" is not one of ${PADDING_MODES.join(', ')}.`,
    )
  }
  if (paddingMode === 'constant' && !Number.isFinite(paddingValue)) {
    refuse(sentence`Padding value ${paddingValue} is not a finite number.`)
  }
}

function checkGroups(groups: number, outChannels: number, inPerGroup: number, channels: number) {
  wholeBetween(sentence`Groups`, groups, 1, MAX_CHANNELS)
  if (channels % groups !== 0) {
    refuse(sentence`Groups ${groups} does not divide the ${channels} input channels.`)
  }
  if (outChannels % groups !== 0) {
    refuse(sentence`Groups ${groups} does not divide the ${outChannels} output channels.`)
  }
  if (inPerGroup !== channels / groups) {
    refuseWeights(
      sentence`The kernel has ${inPerGroup} input channels per group; ${channels} input channels in ${groups} group(s) need ${channels / groups}.`,
    )
  }
}

function checkedWeights({ weights }: Layer): Float32Array {
  const needed = weights.shape.reduce((product, side) => product * side, 1)
  if (weights.data.length !== needed) {
    refuseWeights(
      sentence`The weights hold ${weights.data.length} numbers; [${weights.shape.join(', ')}] needs ${needed}.`,
    )
  }
  return weights.data
}

function checkedBias({ bias, weights }: Layer): Float32Array {
  const outChannels = weights.shape[0]
  if (bias === null) return new Float32Array(outChannels)
  if (bias.length !== outChannels) {
    refuseWeights(
      sentence`The bias holds ${bias.length} numbers; ${outChannels} output channel(s) need ${outChannels}.`,
    )
  }
  return bias
}

function wholeBetween(what: Sentence, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  refuse(sentence`${what} ${value} is not a whole number from ${low} to ${high}.`)
}

function refuse(said: Sentence): never {
  throw new FaultError('bad-spec', said)
}

function refuseWeights(said: Sentence): never {
  throw new FaultError('bad-weights', said)
}
