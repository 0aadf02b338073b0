import type {
  Convolution,
  ErrorBound,
  OnProgress,
  PreparedConvolution,
  RunResult,
  Tensor,
} from '../engine'
import type { Reason } from '../../contract/jobs'
import type { TensorMemory } from '../tensors/memory'
import type { Choice } from './planner'
import type { StripPool } from './pool/strip-pool'
import type { LoadedRoutine } from './routine-cache'
import { writeConstants, writeParameters } from './routine-memory'
import { PARAMETER_BYTES } from './variant'

interface Parts {
  readonly memory: TensorMemory
  readonly pool: StripPool
  readonly choice: Choice
  readonly loaded: LoadedRoutine
  readonly threads: number
  /** When its preparation began, ms of performance.now(). */
  readonly start: number
}

/** A routine with its packed weights and its output, ready to run without allocating anything. */
export class WasmConvolution implements PreparedConvolution {
  readonly variant: string
  readonly reason: Reason
  readonly threads: number
  readonly software = false
  readonly prepareMs: number
  readonly errorBound: ErrorBound
  readonly #convolution: Convolution
  readonly #parts: Parts
  readonly #constantsAt: number
  readonly #parametersAt: number
  readonly #outputAt: number
  #output: Float32Array
  /** Where inputs go that lie outside the shared memory; 0 until the first of them. */
  #inputAt = 0

  constructor(convolution: Convolution, parts: Parts) {
    const { memory, choice, loaded } = parts
    const { routine } = loaded
    this.#convolution = convolution
    this.#parts = parts
    this.variant = routine.name
    this.reason = choice.reason
    this.threads = Math.min(parts.threads, routine.strips)
    this.errorBound = choice.variant.errorBound(convolution)
    this.#constantsAt = memory.reserve(routine.constantsBytes)
    this.#parametersAt = memory.reserve(PARAMETER_BYTES)
    this.#outputAt = memory.reserve(this.#outputCount * 4)
    this.#output = memory.floats(this.#outputAt, this.#outputCount)
    writeConstants(memory, routine, { convolution, address: this.#constantsAt })
    this.prepareMs = performance.now() - parts.start
  }

  async run(input: Tensor, signal: AbortSignal, onProgress: OnProgress): Promise<RunResult> {
    const { pool, loaded } = this.#parts
    const start = performance.now()
    const inputAt = this.#place(input.data)
    writeParameters(this.#parts.memory, {
      parameters: this.#parametersAt,
      input: inputAt,
      output: this.#outputAt,
      constants: this.#constantsAt,
    })
    const uploaded = performance.now()
    await pool.run({
      routine: loaded.number,
      strips: loaded.routine.strips,
      scratchBytes: loaded.routine.scratchBytes,
      parameters: this.#parametersAt,
      threads: this.threads,
      work: 1,
      signal,
      onProgress,
    })
    const computeMs = performance.now() - uploaded
    return {
      output: this.#view(),
      uploadMs: uploaded - start,
      computeMs,
      readbackMs: 0,
      clock: 'wall',
    }
  }

  dispose(): void {
    const { memory } = this.#parts
    for (const block of [this.#constantsAt, this.#parametersAt, this.#outputAt])
      memory.release(block)
    if (this.#inputAt !== 0) memory.release(this.#inputAt)
    this.#inputAt = 0
  }

  get #outputCount(): number {
    const { channels, height, width } = this.#convolution.geometry.output
    return channels * height * width
  }

  /** The address of an input; one that lies elsewhere is copied in first. */
  #place(data: Float32Array): number {
    const { memory } = this.#parts
    if (memory.holds(data)) return data.byteOffset
    if (this.#inputAt === 0) this.#inputAt = memory.reserve(data.length * 4)
    memory.floats(this.#inputAt, data.length).set(data)
    return this.#inputAt
  }

  /** The output; made anew only where an unshared memory has grown. */
  #view(): Float32Array {
    if (this.#output.length === 0) {
      this.#output = this.#parts.memory.floats(this.#outputAt, this.#outputCount)
    }
    return this.#output
  }
}
