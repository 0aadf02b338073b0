import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import { MOST_FIT_SIDE } from '../../contract/kernels'
import type { Size, Weights } from '../../contract/spec'
import { createRandom } from '../../contract/random'
import type { OnProgress, Tensor } from '../engine'
import { checkCancelled, nextTask } from '../measure/next-task'
import { solveSymmetric } from './cholesky'

/** What steadies the equations, as a part of their mean diagonal; far below what a weight shows. */
const RIDGE = 1e-12
/** Of a tap that the others explain to this part nothing can be told. */
const SMALLEST_PIVOT = 1e-10
/** How long equations are added before others have their turn, ms. */
const LONGEST_TURN_MS = 24
/** Pixels whose windows are gathered before they are added. */
const BATCH = 64

export interface FitOptions {
  readonly kernel: Size
  /** How many pixels make equations; a seeded sample of those whose window lies in the picture. */
  readonly most: number
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}

export interface FittedKernel {
  /** [c_o,c_i,h,w], for cross-correlation. */
  readonly weights: Weights
  readonly bias: Float32Array
  readonly unknowns: number
  readonly used: number
  readonly pixels: number
}

/**
 * The kernel and bias that turn `before` [c_i,H,W] into `after` [c_o,H,W] best: least squares over
 * pixels whose window lies in the picture, by normal equations in f64 and Cholesky. Throws
 * `bad-spec` for other sizes, too few pixels or a singular system, and `cancelled`.
 */
export async function fitKernel(
  before: Tensor,
  after: Tensor,
  options: FitOptions,
): Promise<FittedKernel> {
  const problem = problemOf(before, after, options)
  const { unknowns, outputs } = problem
  const matrix = new Float64Array(unknowns * unknowns)
  const right = new Float64Array(unknowns * outputs)
  await addEquations({ matrix, right }, problem, options)
  let trace = 0
  for (let at = 0; at < unknowns; at++) trace += matrix[at * unknowns + at] ?? 0
  for (let at = 0; at < unknowns; at++) {
    const place = at * unknowns + at
    matrix[place] = (matrix[place] ?? 0) + (RIDGE * trace) / unknowns
  }
  const size = { n: unknowns, m: outputs, smallest: SMALLEST_PIVOT }
  if (!solveSymmetric(matrix, right, size)) refuse(singularSentence(options.kernel))
  return fittedOf(right, problem, options.kernel)
}

interface Problem {
  readonly before: Tensor
  readonly after: Tensor
  readonly outputs: number
  readonly unknowns: number
  /** Where the values of a window lie, from its top left one. */
  readonly taps: Int32Array
  /** Top left corners of the windows that are used, as places in a plane. */
  readonly corners: Int32Array
  readonly pixels: number
  /** From a window's corner to its pixel. */
  readonly middle: number
}

function problemOf(
  before: Tensor,
  after: Tensor,
  { kernel, most }: Pick<FitOptions, 'kernel' | 'most'>,
): Problem {
  const { height, width, channels } = before.shape
  checkSizes(before, after, kernel)
  const unknowns = channels * kernel.height * kernel.width + 1
  const rows = Math.max(0, height - kernel.height + 1)
  const columns = Math.max(0, width - kernel.width + 1)
  const used = Math.min(most, rows * columns)
  if (used < unknowns) refuse(fewSentence(used, unknowns, kernel))
  return {
    before,
    after,
    outputs: after.shape.channels,
    unknowns,
    taps: tapsOf(before, kernel),
    corners: sampled(rows * columns, used).map(
      (place) => Math.floor(place / columns) * width + (place % columns),
    ),
    pixels: rows * columns,
    middle: ((kernel.height - 1) >> 1) * width + ((kernel.width - 1) >> 1),
  }
}

function tapsOf({ shape }: Tensor, kernel: Size): Int32Array {
  const area = kernel.height * kernel.width
  return Int32Array.from({ length: shape.channels * area }, (_, tap) => {
    const [channel, at] = [Math.floor(tap / area), tap % area]
    const row = channel * shape.height + Math.floor(at / kernel.width)
    return row * shape.width + (at % kernel.width)
  })
}

/** `count` of 0 … all − 1, one from each of `count` equal parts; the same ones every time. */
function sampled(all: number, count: number): Int32Array {
  const random = createRandom('fit')
  const part = all / count
  return Int32Array.from({ length: count }, (_, at) =>
    part === 1 ? at : Math.min(all - 1, Math.floor((at + random()) * part)),
  )
}

async function addEquations(
  sums: { matrix: Float64Array; right: Float64Array },
  problem: Problem,
  { signal, onProgress }: FitOptions,
): Promise<void> {
  const { corners } = problem
  const batch = new Float64Array(BATCH * problem.unknowns)
  let since = performance.now()
  for (let first = 0; first < corners.length; first += BATCH) {
    const count = Math.min(BATCH, corners.length - first)
    gather(batch, problem, { first, count })
    addBatch(sums, batch, problem, { first, count })
    if (performance.now() - since < LONGEST_TURN_MS) continue
    onProgress(first / corners.length)
    await nextTask()
    checkCancelled(signal)
    since = performance.now()
  }
}

/** Windows as columns: batch[tap][pixel], so that a product of two taps runs along memory. */
function gather(
  batch: Float64Array,
  { before, taps, corners, unknowns }: Problem,
  { first, count }: { first: number; count: number },
): void {
  const { data } = before
  for (let tap = 0; tap < taps.length; tap++) {
    const offset = taps[tap] as number
    for (let at = 0; at < count; at++) {
      batch[tap * BATCH + at] = data[(corners[first + at] as number) + offset] as number
    }
  }
  batch.fill(1, (unknowns - 1) * BATCH, (unknowns - 1) * BATCH + count)
}

function addBatch(
  { matrix, right }: { matrix: Float64Array; right: Float64Array },
  batch: Float64Array,
  { after, corners, unknowns, outputs, middle }: Problem,
  { first, count }: { first: number; count: number },
): void {
  const plane = after.shape.height * after.shape.width
  for (let row = 0; row < unknowns; row++) {
    const one = row * BATCH
    for (let column = 0; column <= row; column++) {
      const other = column * BATCH
      let sum = 0
      for (let at = 0; at < count; at++) {
        sum += (batch[one + at] as number) * (batch[other + at] as number)
      }
      matrix[row * unknowns + column] = (matrix[row * unknowns + column] as number) + sum
    }
    for (let output = 0; output < outputs; output++) {
      const start = output * plane + middle
      let sum = 0
      for (let at = 0; at < count; at++) {
        const wanted = after.data[start + (corners[first + at] as number)] as number
        sum += (batch[one + at] as number) * wanted
      }
      right[row * outputs + output] = (right[row * outputs + output] as number) + sum
    }
  }
}

function fittedOf(
  solution: Float64Array,
  { before, outputs, unknowns, corners, pixels }: Problem,
  { height, width }: Size,
): FittedKernel {
  const taps = unknowns - 1
  const data = Float32Array.from(
    { length: outputs * taps },
    (_, at) => solution[(at % taps) * outputs + Math.floor(at / taps)] ?? NaN,
  )
  const bias = Float32Array.from(
    { length: outputs },
    (_, output) => solution[taps * outputs + output] ?? NaN,
  )
  const shape = [outputs, before.shape.channels, height, width] as const
  return { weights: { shape, data }, bias, unknowns, used: corners.length, pixels }
}

function checkSizes({ shape: one }: Tensor, { shape: other }: Tensor, kernel: Size): void {
  if (one.height !== other.height || one.width !== other.width) {
    refuse(
      sentence`The pictures have ${one.width} × ${one.height} and ${other.width} × ${other.height} pixels; before and after need the same size.`,
    )
  }
  const bad = [kernel.height, kernel.width].find(
    (side) => !Number.isInteger(side) || side % 2 === 0 || side < 1 || side > MOST_FIT_SIDE,
  )
  if (bad !== undefined) {
    refuse(sentence`The kernel's side ${bad} is not an odd number from 1 to ${MOST_FIT_SIDE}.`)
  }
}

function fewSentence(used: number, unknowns: number, { height, width }: Size): Sentence {
  return sentence`${used} pixels cannot tell ${unknowns} unknowns of a ${height} × ${width} kernel apart; use more pixels or a smaller kernel.`
}

function singularSentence({ height, width }: Size): Sentence {
  return sentence`No single ${height} × ${width} kernel is best: in the picture before, some taps or channels repeat others (a flat or grey picture, or too smooth a one); use one with more detail or a smaller kernel.`
}

function refuse(said: Sentence): never {
  throw new FaultError('bad-spec', said)
}
