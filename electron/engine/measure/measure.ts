import { asError, FaultError, toFault } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { EngineName, EngineOutcome, EngineReport, JobProgress } from '../../contract/jobs'
import type { Engine, PrepareOptions } from '../engine'
import { Measurement, type Task } from './measurement'
import { checkCancelled, nextTask } from './next-task'

export type { Task } from './measurement'

/** An engine and what is asked of it. */
export interface Contender {
  readonly name: EngineName
  /** Gives the engine; throws the fault that says why there is none. */
  readonly engine: () => Promise<Engine> | Engine
  readonly options: PrepareOptions
  readonly warmup: number
  /** Measured runs. 0: the cold run is the measured one (for the slow reference). */
  readonly runs: number
}

export type MeasurePhase = Extract<
  JobProgress['phase'],
  'reference' | 'prepare' | 'warmup' | 'measure'
>

/** Who wants to know, and who may stop it. */
export interface MeasureWatch {
  readonly signal: AbortSignal
  /** fraction: 0–1 of everything. */
  readonly onProgress: (engine: EngineName, phase: MeasurePhase, fraction: number) => void
  /** A first result [O,mh,mw], compared already; the engine's own memory, to be copied at once. */
  readonly onOutput: (engine: EngineName, output: Float32Array) => void
}

/**
 * Runs engines on one task: each prepares, runs once cold and is compared with the reference; only
 * those that agree then warm up and are measured, in turns, run by run, so that what else the
 * machine does hits all of them alike. A fault of one engine is its outcome and stops no other.
 * Throws `cancelled`.
 */
export async function measureEngines(
  contenders: readonly Contender[],
  task: Task,
  watch: MeasureWatch,
): Promise<readonly EngineOutcome[]> {
  const progress = new Progress(contenders, watch)
  const entries = contenders.map((contender) => new Entry(contender, watch, progress))
  try {
    for (const entry of entries) await entry.begin(task)
    await takeTurns(entries, 'warmup')
    await takeTurns(entries, 'measure')
    return entries.map((entry) => entry.outcome())
  } finally {
    for (const entry of entries) entry.dispose()
  }
}

/** `measureEngines` for one engine. Throws its fault. */
export async function measureEngine(
  contender: Contender,
  task: Task,
  watch: MeasureWatch,
): Promise<EngineReport> {
  const [outcome] = await measureEngines([contender], task, watch)
  if (outcome?.ok) return outcome.report
  throw outcome ? asError(outcome.fault) : new FaultError('internal', sentence`No outcome.`)
}

async function takeTurns(entries: readonly Entry[], phase: 'warmup' | 'measure'): Promise<void> {
  const rounds = Math.max(0, ...entries.map((entry) => entry.rounds(phase)))
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) await entry.turn(phase, round)
  }
}

/** One contender on its way; holds its fault once it has one. */
class Entry {
  readonly #contender: Contender
  readonly #watch: MeasureWatch
  readonly #progress: Progress
  #measurement: Measurement | null = null
  #fault: unknown = null

  constructor(contender: Contender, watch: MeasureWatch, progress: Progress) {
    this.#contender = contender
    this.#watch = watch
    this.#progress = progress
  }

  rounds(phase: 'warmup' | 'measure'): number {
    return phase === 'warmup' ? this.#contender.warmup : this.#contender.runs
  }

  /** Prepares, runs once, compares. */
  begin(task: Task): Promise<void> {
    const { name, options } = this.#contender
    const phase = name === 'reference' ? 'reference' : 'prepare'
    return this.#guarded(phase, async (onProgress) => {
      const engine = await this.#contender.engine()
      const measurement = new Measurement(task, await engine.prepare(task.convolution, options))
      this.#measurement = measurement
      this.#watch.onOutput(name, await measurement.runCold(this.#watch.signal, onProgress))
    })
  }

  /** The round-th run of a phase, for an engine that still has one and agrees. */
  async turn(phase: 'warmup' | 'measure', round: number): Promise<void> {
    const measurement = this.#measurement
    if (!measurement?.agrees || this.#fault !== null || round >= this.rounds(phase)) return
    const { signal } = this.#watch
    await this.#guarded(phase, async (onProgress) => {
      if (phase === 'warmup') return void (await measurement.run(signal, onProgress))
      const output = await measurement.measure(signal, onProgress)
      if (round === this.rounds(phase) - 1) measurement.compareAgain(output)
    })
  }

  outcome(): EngineOutcome {
    const engine = this.#contender.name
    if (this.#fault === null && this.#measurement) {
      return { engine, ok: true, report: this.#measurement.report(engine) }
    }
    return { engine, ok: false, fault: toFault(this.#fault) }
  }

  dispose(): void {
    this.#measurement?.dispose()
  }

  /** Keeps a fault as this engine's outcome; a cancel ends everything. */
  async #guarded(
    phase: MeasurePhase,
    act: (onProgress: (fraction: number) => void) => Promise<void>,
  ): Promise<void> {
    await nextTask()
    checkCancelled(this.#watch.signal)
    const step = this.#progress.step(this.#contender.name, phase)
    try {
      await act(step)
    } catch (error) {
      checkCancelled(this.#watch.signal)
      this.#fault = error
    }
    this.#progress.finishStep()
  }
}

/** Every run of every engine is one step of the whole. */
class Progress {
  readonly #steps: number
  readonly #watch: MeasureWatch
  #done = 0

  constructor(contenders: readonly Contender[], watch: MeasureWatch) {
    this.#steps = contenders.reduce((sum, { warmup, runs }) => sum + 1 + warmup + runs, 0)
    this.#watch = watch
  }

  step(engine: EngineName, phase: MeasurePhase): (fraction: number) => void {
    const tell = (fraction: number): void =>
      this.#watch.onProgress(engine, phase, Math.min(1, (this.#done + fraction) / this.#steps))
    tell(0)
    return tell
  }

  finishStep(): void {
    this.#done++
  }
}
