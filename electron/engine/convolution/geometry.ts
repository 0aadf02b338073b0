import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { ConvolutionSpec, Geometry, Size } from '../../contract/spec'

/** Largest result: 1 GiB of f32. */
export const MAX_OUTPUT_VALUES = 2 ** 28

/**
 * Derives every size of a convolution: m = ⌊(n + p_before + p_after − d(k−1) − 1)/s⌋ + 1 per axis.
 * Throws `bad-spec` when the window does not fit or the padding mode cannot be.
 */
export function resolveGeometry(spec: ConvolutionSpec): Geometry {
  const paddedInput = paddedSize(spec)
  const effectiveKernel = {
    height: spec.dilation.y * (spec.kernel.height - 1) + 1,
    width: spec.dilation.x * (spec.kernel.width - 1) + 1,
  }
  checkFits('height', spec, effectiveKernel, paddedInput)
  checkFits('width', spec, effectiveKernel, paddedInput)
  checkPaddingMode(spec)
  const output = {
    channels: spec.outChannels,
    height: Math.floor((paddedInput.height - effectiveKernel.height) / spec.stride.y) + 1,
    width: Math.floor((paddedInput.width - effectiveKernel.width) / spec.stride.x) + 1,
  }
  const inChannelsPerGroup = spec.input.channels / spec.groups
  const taps = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const values = output.channels * output.height * output.width
  checkResult(values)
  return {
    spec,
    output,
    effectiveKernel,
    paddedInput,
    inChannelsPerGroup,
    outChannelsPerGroup: spec.outChannels / spec.groups,
    macs: values * taps,
    parameters: spec.outChannels * taps + spec.outChannels,
  }
}

function paddedSize({ input, padding }: ConvolutionSpec): Size {
  return {
    height: input.height + padding.top + padding.bottom,
    width: input.width + padding.left + padding.right,
  }
}

const SIDES = {
  height: { kernelSide: sentence`Kernel height`, inputSide: sentence`input height` },
  width: { kernelSide: sentence`Kernel width`, inputSide: sentence`input width` },
} as const

function checkFits(
  side: 'height' | 'width',
  { kernel, dilation }: ConvolutionSpec,
  effective: Size,
  padded: Size,
): void {
  if (effective[side] <= padded[side]) return
  const spread = dilation[side === 'height' ? 'y' : 'x']
  const { kernelSide, inputSide } = SIDES[side]
  const name = sentence`${kernelSide} ${kernel[side]}`
  const dilated =
    spread === 1 ? name : sentence`${name} with dilation ${spread} spans ${effective[side]} and`
  throw new FaultError(
    'bad-spec',
    sentence`${dilated} is larger than the padded ${inputSide} ${padded[side]}; make it smaller or add ${effective[side] - padded[side]} of padding.`,
  )
}

const MODES = {
  reflect: sentence`Reflect`,
  symmetric: sentence`Symmetric`,
  circular: sentence`Circular`,
} as const

/** Reflect needs padding < size, symmetric and circular ≤ size: beyond that nothing is left to repeat. */
function checkPaddingMode({ input, padding, paddingMode }: ConvolutionSpec): void {
  if (paddingMode === 'zero' || paddingMode === 'constant' || paddingMode === 'replicate') return
  const spare = paddingMode === 'reflect' ? 1 : 0
  const sides = [
    ['top', 'height', sentence`padding top`],
    ['bottom', 'height', sentence`padding bottom`],
    ['left', 'width', sentence`padding left`],
    ['right', 'width', sentence`padding right`],
  ] as const
  for (const [side, size, name] of sides) {
    const limit = input[size] - spare
    if (padding[side] <= limit) continue
    throw new FaultError(
      'bad-spec',
      sentence`${MODES[paddingMode]} ${name} ${padding[side]} is more than ${limit}, the most that an ${SIDES[size].inputSide} of ${input[size]} gives.`,
    )
  }
}

function checkResult(values: number): void {
  if (values <= MAX_OUTPUT_VALUES) return
  throw new FaultError(
    'out-of-memory',
    sentence`The result would hold ${values} values, more than ${MAX_OUTPUT_VALUES} (1 GiB); use fewer output channels or a larger stride.`,
  )
}
