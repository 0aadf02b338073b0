import { FaultError } from '../../../electron/contract/faults'
import type { Geometry } from '../../../electron/contract/spec'
import { exactErrorBound } from '../../../electron/engine/measure/agreement'
import type { BenchTask } from '../shape'
import type { Contestant, PreparedRun } from '../stage'

interface Mat {
  readonly data32F: Float32Array
  delete(): void
}

/** The part of OpenCV.js that is used. */
export interface Opencv {
  readonly Mat: new (rows: number, columns: number, type: number) => Mat
  readonly Point: new (x: number, y: number) => object
  readonly CV_32F: number
  readonly CV_32FC1: number
  readonly BORDER_CONSTANT: number
  filter2D(
    ...call: [
      source: Mat,
      target: Mat,
      depth: number,
      kernel: Mat,
      anchor: object,
      delta: number,
      border: number,
    ]
  ): void
}

/** OpenCV's filter2D, one plane at a time and one thread; it goes over to a DFT for large kernels. */
export function createOpencvContestant(cv: Opencv): Contestant {
  return {
    about: 'OpenCV.js',
    prepare: (task) => {
      const refusal = refusalOf(task.convolution.geometry)
      if (refusal) throw new FaultError('unsupported', refusal)
      return Promise.resolve(prepareRun(cv, task))
    },
    dispose: () => undefined,
  }
}

/** filter2D filters one plane to one of the same size. */
function refusalOf({ spec, inChannelsPerGroup, output }: Geometry): string | null {
  if (inChannelsPerGroup !== 1) {
    return `filter2D cannot sum the ${inChannelsPerGroup} input channels of an output.`
  }
  const { stride, dilation, input } = spec
  if (stride.y * stride.x * dilation.y * dilation.x !== 1) {
    return 'filter2D has neither stride nor dilation.'
  }
  if (output.height === input.height && output.width === input.width) return null
  return 'filter2D keeps the size of its plane; pad the shape so that it stays.'
}

function prepareRun(cv: Opencv, { convolution, input }: BenchTask): PreparedRun {
  const { spec, output, outChannelsPerGroup } = convolution.geometry
  const { kernel, padding } = spec
  const planes = (values: Float32Array, rows: number, columns: number): Mat[] =>
    Array.from({ length: values.length / (rows * columns) }, (_, plane) => {
      const mat = new cv.Mat(rows, columns, cv.CV_32FC1)
      mat.data32F.set(values.subarray(plane * rows * columns, (plane + 1) * rows * columns))
      return mat
    })
  const size = output.height * output.width
  const sources = planes(input.data, spec.input.height, spec.input.width)
  const kernels = planes(convolution.weights, kernel.height, kernel.width)
  const targets = planes(new Float32Array(output.channels * size), output.height, output.width)
  const anchor = new cv.Point(padding.left, padding.top)
  const filter = (target: Mat, channel: number): void => {
    const [source, weights] = [sources[Math.floor(channel / outChannelsPerGroup)], kernels[channel]]
    if (!source || !weights) throw new Error(`no plane or kernel for output ${channel}`)
    cv.filter2D(source, target, cv.CV_32F, weights, anchor, 0, cv.BORDER_CONSTANT)
  }
  return {
    variant: 'opencv-js',
    // A DFT spreads the error of its largest input, as the lab's own transforms do.
    errorBound: { ...exactErrorBound(convolution), against: 'peaks' },
    run: () => targets.forEach(filter),
    output: () => {
      const all = new Float32Array(output.channels * size)
      targets.forEach((target, channel) => all.set(target.data32F, channel * size))
      return all
    },
    dispose: () => [...sources, ...kernels, ...targets].forEach((mat) => mat.delete()),
  }
}
