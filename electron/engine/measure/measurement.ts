import type { Agreement, EngineName, EngineReport } from '../../contract/jobs'
import type {
  Convolution,
  OnProgress,
  PreparedConvolution,
  RunResult,
  RunTimes,
  Tensor,
} from '../engine'
import { compareWithReference } from './agreement'
import { gflopsOf, medianOf, spreadOf } from './stopwatch'

/** What every engine of a comparison works on. */
export interface Task {
  readonly convolution: Convolution
  readonly input: Tensor
}

/** One prepared engine in a comparison: checked first, then run as often as it is told to. */
export class Measurement {
  readonly #task: Task
  readonly #prepared: PreparedConvolution
  readonly #measured: RunTimes[] = []
  #cold: RunTimes | null = null
  #agreement: Agreement = NOT_COMPARED

  constructor(task: Task, prepared: PreparedConvolution) {
    this.#task = task
    this.#prepared = prepared
  }

  /** False as soon as one compared value broke the variant's published bound. */
  get agrees(): boolean {
    return this.#agreement.agrees
  }

  /** The very first run, compared with the reference. Returns its output [O,mh,mw], the engine's own. */
  async runCold(signal: AbortSignal, onProgress: OnProgress): Promise<Float32Array> {
    const { output, ...times } = await this.run(signal, onProgress)
    this.#cold = times
    this.#agreement = this.#compare(output)
    return output
  }

  /** A run that is not counted. */
  run(signal: AbortSignal, onProgress: OnProgress): Promise<RunResult> {
    return this.#prepared.run(this.#task.input, signal, onProgress)
  }

  /** A run that is counted. */
  async measure(signal: AbortSignal, onProgress: OnProgress): Promise<Float32Array> {
    const { output, ...times } = await this.run(signal, onProgress)
    this.#measured.push(times)
    return output
  }

  /** Compares the last run's result once more: a race or a lost buffer may show only then. */
  compareAgain(output: Float32Array): void {
    this.#agreement = worseOf(this.#agreement, this.#compare(output))
  }

  /** Everything that was found. Without a counted run the cold one counts. */
  report(engine: EngineName): EngineReport {
    const counted = this.#measured.length > 0 ? this.#measured : [this.#cold ?? NO_TIMES]
    const { variant, reason, threads, software, prepareMs } = this.#prepared
    const runsMs = counted.map(({ computeMs }) => computeMs)
    const computeMs = spreadOf(runsMs)
    return {
      engine,
      variant,
      reason,
      threads,
      software,
      prepareMs,
      ...this.#agreement,
      uploadMs: medianOf(counted.map(({ uploadMs }) => uploadMs)),
      computeMs,
      runsMs,
      coldMs: (this.#cold ?? NO_TIMES).computeMs,
      readbackMs: medianOf(counted.map(({ readbackMs }) => readbackMs)),
      clock: counted.every(({ clock }) => clock === 'gpu-timestamps') ? 'gpu-timestamps' : 'wall',
      gflops: gflopsOf(this.#task.convolution.geometry.macs, computeMs.median),
    }
  }

  dispose(): void {
    this.#prepared.dispose()
  }

  #compare(output: Float32Array): Agreement {
    const { convolution, input } = this.#task
    return compareWithReference(convolution, input, {
      output,
      errorBound: this.#prepared.errorBound,
    })
  }
}

const NOT_COMPARED: Agreement = {
  maxAbsError: NaN,
  relativeError: NaN,
  agrees: false,
  compared: 0,
  whole: false,
}

const NO_TIMES: RunTimes = { uploadMs: NaN, computeMs: NaN, readbackMs: NaN, clock: 'wall' }

function worseOf(one: Agreement, other: Agreement): Agreement {
  return {
    maxAbsError: Math.max(one.maxAbsError, other.maxAbsError),
    relativeError: Math.max(one.relativeError, other.relativeError),
    agrees: one.agrees && other.agrees,
    compared: other.compared,
    whole: other.whole,
  }
}
