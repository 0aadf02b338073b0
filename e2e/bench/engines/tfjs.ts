import { FaultError } from '../../../electron/contract/faults'
import type { Geometry } from '../../../electron/contract/spec'
import { exactErrorBound } from '../../../electron/engine/measure/agreement'
import type { BenchTask } from '../shape'
import type { Contestant, PreparedRun } from '../stage'

type ExplicitPadding = [[0, 0], [number, number], [number, number], [0, 0]]
interface Tensor {
  dataSync(): Float32Array
  dispose(): void
}

type Convolve = (
  ...call: [
    input: Tensor,
    filter: Tensor,
    strides: [number, number],
    padding: ExplicitPadding,
    dataFormat: 'NHWC',
    dilations: [number, number],
  ]
) => Tensor

/** The part of TensorFlow.js that is used. */
export interface Tfjs {
  setBackend(name: 'wasm'): Promise<boolean>
  ready(): Promise<void>
  tensor4d(values: Float32Array, sides: readonly number[]): Tensor
  readonly conv2d: Convolve
  readonly depthwiseConv2d: Convolve
  readonly version_core: string
}
export interface TfjsWasm {
  setWasmPaths(prefix: string): void
  setThreadsCount(count: number): void
}

/** TensorFlow.js on its WebAssembly backend; NHWC, as it wants it. The result stays in its memory. */
export async function createTfjsContestant(
  tf: Tfjs,
  threads: number,
  hasThreads: boolean,
): Promise<Contestant> {
  await tf.setBackend('wasm')
  await tf.ready()
  return {
    about: tf.version_core,
    prepare: (task) => {
      if (threads > 1 && !hasThreads) {
        throw new FaultError('unsupported', 'tfjs has threads in pages only.')
      }
      return Promise.resolve(prepareRun(tf, task))
    },
    dispose: () => undefined,
  }
}

function prepareRun(tf: Tfjs, { convolution, input }: BenchTask): PreparedRun {
  const { geometry, weights } = convolution
  const { spec, output } = geometry
  const { padding, stride, dilation } = spec
  const isDepthwise = spec.groups > 1
  if (isDepthwise && spec.groups !== spec.input.channels) {
    throw new FaultError('unsupported', 'tfjs has groups only where each is one input channel.')
  }
  const { channels, height, width } = spec.input
  const x = tf.tensor4d(planesLast(input.data, channels), [1, height, width, channels])
  const filter = filterOf(tf, geometry, weights)
  const convolve = isDepthwise ? tf.depthwiseConv2d : tf.conv2d
  const sides: ExplicitPadding = [
    [0, 0],
    [padding.top, padding.bottom],
    [padding.left, padding.right],
    [0, 0],
  ]
  let result: Tensor | null = null
  return {
    variant: 'tfjs-wasm',
    errorBound: exactErrorBound(convolution),
    run: () => {
      result?.dispose()
      result = convolve(x, filter, [stride.y, stride.x], sides, 'NHWC', [dilation.y, dilation.x])
    },
    output: () => planesFirst(result?.dataSync() ?? new Float32Array(), output.channels),
    dispose: () => {
      for (const tensor of [x, filter, result]) tensor?.dispose()
    },
  }
}

/** OIHW → HWIO, or for depthwise [h,w,channels,multiplier]. */
function filterOf(tf: Tfjs, geometry: Geometry, weights: Float32Array): Tensor {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const { height, width } = spec.kernel
  const perOutput = weights.length / spec.outChannels
  const [inputs, outputs] =
    spec.groups > 1 ? [spec.groups, outChannelsPerGroup] : [inChannelsPerGroup, spec.outChannels]
  // Both orders walk the outputs last: [O·I, taps] and [O, I·taps] turned over.
  const turned =
    spec.groups > 1
      ? planesLast(weights, spec.outChannels)
      : planesLast(eachPlanesLast(weights, perOutput, inputs), spec.outChannels)
  return tf.tensor4d(turned, [height, width, inputs, outputs])
}

function eachPlanesLast(weights: Float32Array, perOutput: number, inputs: number): Float32Array {
  const turned = new Float32Array(weights.length)
  for (let at = 0; at < weights.length; at += perOutput) {
    turned.set(planesLast(weights.subarray(at, at + perOutput), inputs), at)
  }
  return turned
}

/** [planes, size] → [size, planes] */
export function planesLast(values: Float32Array, planes: number): Float32Array {
  const size = values.length / planes
  const turned = new Float32Array(values.length)
  for (let plane = 0; plane < planes; plane++) {
    for (let at = 0; at < size; at++) turned[at * planes + plane] = values[plane * size + at] ?? NaN
  }
  return turned
}

/** [size, planes] → [planes, size] */
export function planesFirst(values: Float32Array, planes: number): Float32Array {
  return planesLast(values, values.length / planes)
}
