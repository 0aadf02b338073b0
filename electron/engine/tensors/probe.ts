import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Probe, ProbeChannel, ProbeRequest } from '../../contract/port'
import { OUTSIDE, sourceIndex } from '../convolution/padding'
import { createReference } from '../convolution/reference'
import type { Convolution, Tensor } from '../engine'

/**
 * The receptive field and every product behind one output value, one entry per input channel of
 * the output's group. Taps stand in the order of the kernel as it is drawn, so with `flip` the
 * last tap comes first in the picture. `rows` and `columns` are positions of the window: those
 * outside the picture (−1, or the height) are padding, and `inputs` holds what the padding mode
 * puts there. `value` is the reference's. `engineValue` is left null for the caller to fill.
 * input: [C,H,W]. Throws `not-found` when there is no such output.
 */
export function probeOutput(
  convolution: Convolution,
  input: Tensor,
  output: ProbeRequest['output'],
): Probe {
  checkOutput(convolution, output)
  const { geometry, bias } = convolution
  const { value } = createReference(convolution, input)(output.channel, output.y, output.x)
  const group = Math.floor(output.channel / geometry.outChannelsPerGroup)
  const channels = Array.from({ length: geometry.inChannelsPerGroup }, (_, index) => {
    const channel = group * geometry.inChannelsPerGroup + index
    return probeChannel({ convolution, input, output, channel, index })
  })
  return {
    output,
    kernel: geometry.spec.kernel,
    channels,
    bias: bias[output.channel] ?? NaN,
    value,
    engineValue: null,
  }
}

interface ChannelProbe {
  readonly convolution: Convolution
  readonly input: Tensor
  readonly output: ProbeRequest['output']
  /** The input channel, and its number within the group. */
  readonly channel: number
  readonly index: number
}

function probeChannel({ convolution, input, output, channel, index }: ChannelProbe): ProbeChannel {
  const { geometry, weights: allWeights } = convolution
  const { kernel, paddingValue } = geometry.spec
  const { height, width } = input.shape
  const taps = kernel.height * kernel.width
  const first = (output.channel * geometry.inChannelsPerGroup + index) * taps
  const weights = allWeights.slice(first, first + taps)
  const rows = new Int32Array(taps)
  const columns = new Int32Array(taps)
  const isPadding = new Uint8Array(taps)
  const inputs = new Float32Array(taps)
  for (let tap = 0; tap < taps; tap++) {
    const at = windowPosition(convolution, output, tap)
    const source = sourceOf(convolution, at)
    const pixel = (channel * height + source.y) * width + source.x
    rows[tap] = at.y
    columns[tap] = at.x
    isPadding[tap] = at.y >= 0 && at.x >= 0 && at.y < height && at.x < width ? 0 : 1
    inputs[tap] = source.isOutside ? paddingValue : (input.data[pixel] ?? NaN)
  }
  const products = Float64Array.from(weights, (weight, tap) => weight * (inputs[tap] ?? NaN))
  const sum = products.reduce((total, product) => total + product, 0)
  return { channel, inputs, weights, products, rows, columns, isPadding, sum }
}

/** Where a tap of the drawn kernel lies in the picture: y·s + a·d − p, x·s + b·d − p. */
function windowPosition(
  { geometry: { spec } }: Convolution,
  output: ProbeRequest['output'],
  tap: number,
): { y: number; x: number } {
  const { kernel, stride, dilation, padding, flip } = spec
  const [u, v] = [Math.floor(tap / kernel.width), tap % kernel.width]
  const [a, b] = flip ? [kernel.height - 1 - u, kernel.width - 1 - v] : [u, v]
  return {
    y: output.y * stride.y + a * dilation.y - padding.top,
    x: output.x * stride.x + b * dilation.x - padding.left,
  }
}

function sourceOf({ geometry: { spec } }: Convolution, at: { y: number; x: number }) {
  const y = sourceIndex(at.y, spec.input.height, spec.paddingMode)
  const x = sourceIndex(at.x, spec.input.width, spec.paddingMode)
  return { y, x, isOutside: y === OUTSIDE || x === OUTSIDE }
}

function checkOutput({ geometry }: Convolution, { channel, y, x }: ProbeRequest['output']): void {
  const { output } = geometry
  const whole = [channel, y, x].every((value) => Number.isInteger(value) && value >= 0)
  if (whole && channel < output.channels && y < output.height && x < output.width) return
  throw new FaultError(
    'not-found',
    sentence`There is no output (${x}, ${y}) of map ${channel}; the result has ${output.channels} map(s) of ${output.width} × ${output.height}, counted from 0.`,
  )
}
