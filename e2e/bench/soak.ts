import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { createRandom, type Random } from '../../electron/contract/random'
import type { Engine, PrepareOptions } from '../../electron/engine/engine'
import { compareWithReference } from '../../electron/engine/measure/agreement'
import type { TensorMemory } from '../../electron/engine/tensors/memory'
import { createTask, describeShape } from './shape'
import type { BenchShape } from './suite'

/** Megabytes (10⁶ bytes) after so many runs; null where the runtime does not tell. */
export interface SoakReading {
  readonly runs: number
  /** Size of the WebAssembly memory. */
  readonly wasmMb: number
  /** Of it, what is handed out between two runs. */
  readonly takenMb: number
  readonly heapMb: number | null
  readonly residentMb: number | null
}

/** So many more runs, going round so many shapes. */
export interface SoakPart {
  readonly runs: number
  readonly shapes: number
}

/** What the process tells about itself besides the WebAssembly memory. */
export type ReadProcess = () => Pick<SoakReading, 'heapMb' | 'residentMb'>

/** Different shapes of a soak; the engine keeps 64 routines, so these are a steady state. */
export const SOAK_SHAPES = 48
const NEVER = new AbortController().signal

/** Small shapes of every kind, the same ones every time. */
export function soakShapes(count: number): BenchShape[] {
  const random = createRandom('soak')
  return Array.from({ length: count }, () => randomShape(random))
}

function randomShape(random: Random): BenchShape {
  const pick = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0]
  const groups = pick([1, 1, 1, 2, 4])
  const [height, width] = [pick([1, 2, 3, 3, 5, 7, 11]), pick([1, 2, 3, 3, 5, 7, 11])]
  const pad = pick([0, height >> 1])
  const shape = {
    why: 'soak',
    input: {
      channels: groups * pick([1, 2, 3, 8]),
      height: 40 + Math.floor(random() * 90),
      width: 40 + Math.floor(random() * 200),
    },
    outChannels: groups * pick([1, 3, 4, 7, 16]),
    kernel: { height, width },
    stride: pick([
      DEFAULT_SETTINGS.stride,
      DEFAULT_SETTINGS.stride,
      { y: 2, x: 2 },
      { y: 1, x: 3 },
    ]),
    dilation: pick([DEFAULT_SETTINGS.dilation, DEFAULT_SETTINGS.dilation, { y: 2, x: 2 }]),
    padding: { top: pad, right: width >> 1, bottom: pad, left: width >> 1 },
    groups,
  }
  return { ...shape, name: describeShape(shape) }
}

/**
 * Runs of mixed shapes in one process, as an afternoon at the lab is: every run prepares, computes
 * and disposes. The first round is compared with the reference; a wrong result throws.
 */
export function createSoak(
  engine: Engine,
  memory: TensorMemory,
  {
    shapes,
    options,
    readProcess,
  }: { shapes: number; options: PrepareOptions; readProcess: ReadProcess },
): (count: number) => Promise<SoakReading> {
  const tasks = soakShapes(shapes).map(createTask)
  let runs = 0
  const runNext = async (): Promise<void> => {
    const task = tasks[runs % tasks.length]
    if (!task) return
    const prepared = await engine.prepare(task.convolution, options)
    const { output } = await prepared.run(task.input, NEVER, () => undefined)
    const { errorBound, variant } = prepared
    if (runs < tasks.length) {
      const { agrees } = compareWithReference(task.convolution, task.input, { output, errorBound })
      if (!agrees) throw new Error(`Run ${runs} (${variant}) differs from the reference.`)
    }
    prepared.dispose()
    runs++
  }
  return async (count) => {
    for (let index = 0; index < count; index++) await runNext()
    const megabytes = (bytes: number) => bytes / 1e6
    return {
      runs,
      wasmMb: megabytes(memory.sizeBytes),
      takenMb: megabytes(memory.takenBytes),
      ...readProcess(),
    }
  }
}

/** Slope of some values over their runs, per 100 runs, by least squares. NaN of fewer than two. */
export function slopePer100(points: readonly { runs: number; value: number }[]): number {
  const mean = (of: (point: { runs: number; value: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [meanRuns, meanValue] = [mean(({ runs }) => runs), mean(({ value }) => value)]
  const covariance = mean(({ runs, value }) => (runs - meanRuns) * (value - meanValue))
  return (100 * covariance) / mean(({ runs }) => (runs - meanRuns) ** 2)
}
