import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import {
  resolvePadding,
  type Axes,
  type Layer,
  type Sides,
  type Size,
} from '../../electron/contract/spec'
import { asBench, biasAt, weightAt, type Bench } from './bench'

/** The largest kernel side that the engines take. */
const MOST_SIDE = 255

/** The taps of two kernels on a common grid along one axis. */
interface FusedAxis {
  readonly size: number
  readonly dilation: number
  readonly stride: number
  /** Steps of the grid between two taps of the first and of the second kernel. */
  readonly first: number
  readonly second: number
}

/**
 * The one layer that does what two linear layers do one after the other, wherever its window lies
 * within the picture: tap a of the first and b of the second meet at a·d1 + b·s1·d2, so that with
 * stride and dilation 1 the kernel has k1 + k2 − 1 rows; its stride is s1·s2, its padding p1 + s1·p2
 * in the first's mode. At the border, where the second layer padded what the first had made, the two
 * differ. Throws `bad-spec` when the kernel would be too large.
 */
export function fusedLayer(one: Layer, two: Layer): Layer {
  const [first, second] = [asBench(one), asBench(two)]
  const [rows, columns] = [fusedAxis(one, two, 'y'), fusedAxis(one, two, 'x')]
  const [outputs, inputs] = [two.weights.shape[0], first.channels]
  const shape = [outputs, inputs, rows.size, columns.size] as const
  const data = new Float64Array(outputs * inputs * rows.size * columns.size)
  for (let output = 0; output < outputs; output++) {
    for (let middle = 0; middle < second.channels; middle++) {
      addProducts(data, { first, second, rows, columns, output, middle })
    }
  }
  return {
    ...one,
    stride: { y: rows.stride, x: columns.stride },
    dilation: { y: rows.dilation, x: columns.dilation },
    padding: fusedPadding(one, two),
    groups: 1,
    flip: false,
    weights: { shape, data: Float32Array.from(data) },
    bias: fusedBias(first, second),
  }
}

function fusedAxis(one: Layer, two: Layer, axis: keyof Axes): FusedAxis {
  const at = axis === 'y' ? 2 : 3
  const [near, far] = [one.dilation[axis], one.stride[axis] * two.dilation[axis]]
  const [steps, more] = [one.weights.shape[at] - 1, two.weights.shape[at] - 1]
  const dilation = greatest(steps > 0 ? near : 0, more > 0 ? far : 0) || 1
  const size = (steps * near + more * far) / dilation + 1
  if (size > MOST_SIDE) {
    throw new FaultError(
      'bad-spec',
      sentence`The fused kernel would be ${size} wide or high; at most ${MOST_SIDE} can be computed.`,
    )
  }
  const stride = one.stride[axis] * two.stride[axis]
  return { size, dilation, stride, first: near / dilation, second: far / dilation }
}

interface Products {
  readonly first: Bench
  readonly second: Bench
  readonly rows: FusedAxis
  readonly columns: FusedAxis
  readonly output: number
  readonly middle: number
}

/** Adds the first layer's kernels of one middle channel, moved and weighted by the second's taps. */
function addProducts(data: Float64Array, products: Products): void {
  const { first, second, rows, columns, output, middle } = products
  forTaps(second.layer, (b, weight) => {
    const factor = weightAt(second, { output, input: middle, ...weight })
    if (factor === 0) return
    for (let input = 0; input < first.channels; input++) {
      const plane = (output * first.channels + input) * rows.size
      forTaps(first.layer, (a, drawn) => {
        const y = a.y * rows.first + b.y * rows.second
        const x = a.x * columns.first + b.x * columns.second
        const at = (plane + y) * columns.size + x
        data[at] = (data[at] ?? 0) + factor * weightAt(first, { output: middle, input, ...drawn })
      })
    }
  })
}

/** Every tap as it is laid on, and where its weight is drawn: turned by 180° for a convolution. */
function forTaps({ weights, flip }: Layer, take: (tap: Axes, drawn: Axes) => void): void {
  const [, , height, width] = weights.shape
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      take({ y, x }, flip ? { y: height - 1 - y, x: width - 1 - x } : { y, x })
    }
  }
}

function fusedBias(first: Bench, second: Bench): Float32Array {
  const [outputs] = second.layer.weights.shape
  return Float32Array.from({ length: outputs }, (_, output) => {
    let bias = biasAt(second, output)
    for (let middle = 0; middle < second.channels; middle++) {
      forTaps(second.layer, (tap) => {
        bias += weightAt(second, { output, input: middle, ...tap }) * biasAt(first, middle)
      })
    }
    return bias
  })
}

function fusedPadding(one: Layer, two: Layer): Layer['padding'] {
  if (one.padding === two.padding && one.padding === 'valid') return 'valid'
  const isDense = one.stride.y === 1 && one.stride.x === 1
  if (one.padding === 'same' && two.padding === 'same' && isDense && areOdd([one, two]))
    return 'same'
  const [near, far] = [sidesOf(one), sidesOf(two)]
  return {
    top: near.top + one.stride.y * far.top,
    bottom: near.bottom + one.stride.y * far.bottom,
    left: near.left + one.stride.x * far.left,
    right: near.right + one.stride.x * far.right,
  }
}

const sidesOf = ({ padding, dilation, weights }: Layer): Sides =>
  resolvePadding(padding, sizeOf(weights.shape), dilation)

const sizeOf = ([, , height, width]: Layer['weights']['shape']): Size => ({ height, width })

function areOdd(layers: readonly Layer[]): boolean {
  return layers.every(({ weights }) => weights.shape[2] % 2 === 1 && weights.shape[3] % 2 === 1)
}

/** The greatest common divisor; of a number and 0, the number. */
export function greatest(one: number, other: number): number {
  return other === 0 ? one : greatest(other, one % other)
}
