import { FaultError, toFault } from '../../electron/contract/faults'
import { compareWithReference, UNIT_ROUNDOFF } from '../../electron/engine/measure/agreement'
import type { ErrorBound } from '../../electron/engine/engine'
import type { BenchEngine } from './arguments'
import type { Limits } from './peak'
import { createTask, type BenchTask } from './shape'
import type { SoakPart, SoakReading } from './soak'
import type { BenchShape } from './suite'

/** What a process is started for: one engine, one choice of variant, one thread count. */
export interface StageSetup {
  readonly engine: BenchEngine
  readonly variant: string
  readonly profile: string
  readonly threads: number
}

/** An engine, as far as a comparison needs it. Only one of these is in a process. */
export interface Contestant {
  /** The engine's own version, or how it generates code. */
  readonly about: string
  /** Throws the fault `unsupported` for a shape, thread count or variant that it does not have. */
  prepare(task: BenchTask): Promise<PreparedRun>
  /** Only the lab's own engine: what this runtime reaches at most. */
  measureLimits?(): Promise<Limits>
  /** Only the lab's own engine: runs of mixed shapes. */
  soak?(part: SoakPart): Promise<SoakReading>
  dispose(): void
}

/** One shape on one engine; its input, weights and output have their place already. */
export interface PreparedRun {
  readonly variant: string
  /** What its result must obey; of a peer, what an exact variant of the lab must. */
  readonly errorBound: ErrorBound
  /** The whole computation, and every transfer that this engine cannot do without. */
  run(): Promise<void> | void
  /** [O,mh,mw] of the last run. */
  output(): Float32Array
  dispose(): void
}

/** A shape that is ready to be timed, or the sentence that says why it is not. */
export type Preparation =
  | { readonly ok: true; readonly variant: string; readonly relativeError: number }
  | { readonly ok: false; readonly problem: Problem }

export interface Problem {
  /** refused: it does not cover the shape; wrong: its result differs; failed: it threw or died. */
  readonly kind: 'refused' | 'wrong' | 'failed'
  readonly message: string
  readonly variant: string
  /** Of a wrong result. */
  readonly relativeError: number | null
}

/** What the coordinator may ask of a process, in every runtime. Arguments and results are JSON. */
export interface StageCalls {
  open(setup: StageSetup): Promise<string>
  prepare(shape: BenchShape): Promise<Preparation>
  /** One run, in milliseconds. */
  run(): Promise<number>
  /** The last run's result, compared once more: a race may show only then. Ends the shape. */
  finish(): Promise<Preparation>
  limits(): Promise<Limits | null>
  soak(part: SoakPart): Promise<SoakReading>
}

/**
 * Before a run: the processes and threads that carried the call here have gone to sleep, and so have
 * threads of the engine before that still looked for work.
 */
const SETTLE_MS = 10

interface Staged {
  readonly task: BenchTask
  readonly prepared: PreparedRun
}

/** Answers the coordinator's calls with one engine. open: makes the engine in this runtime. */
export function createStage(open: (setup: StageSetup) => Promise<Contestant>): StageCalls {
  let contestant: Contestant | null = null
  let staged: Staged | null = null
  const engine = (): Contestant => contestant ?? fail('The engine is not open.')
  const end = (): void => {
    staged?.prepared.dispose()
    staged = null
  }
  return {
    open: async (setup) => {
      contestant = await open(setup)
      return contestant.about
    },
    prepare: async (shape) => {
      end()
      try {
        const task = createTask(shape)
        staged = { task, prepared: await engine().prepare(task) }
        await staged.prepared.run()
        return compared(staged)
      } catch (error) {
        return { ok: false, problem: problemOf(error) }
      }
    },
    run: async () => {
      const { prepared } = staged ?? fail('No shape is prepared.')
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      const start = performance.now()
      await prepared.run()
      return performance.now() - start
    },
    finish: async () => {
      const preparation = compared(staged ?? fail('No shape is prepared.'))
      end()
      return preparation
    },
    limits: async () => (await engine().measureLimits?.()) ?? null,
    soak: (part) => engine().soak?.(part) ?? fail('This engine has no soak.'),
  }
}

function compared({ task, prepared }: Staged): Preparation {
  const { agrees, relativeError, maxAbsError } = compareWithReference(
    task.convolution,
    task.input,
    { output: prepared.output(), errorBound: prepared.errorBound },
  )
  const { variant } = prepared
  if (agrees) return { ok: true, variant, relativeError }
  const { factor, against } = prepared.errorBound
  const bound = `${(factor * UNIT_ROUNDOFF).toExponential(1)} of the ${against}`
  const message =
    `WRONG: it differs from the f64 reference by up to ${maxAbsError.toExponential(1)}, ` +
    `${relativeError.toExponential(1)} of Σ|w·x| where its bound is ${bound}.`
  return { ok: false, problem: { kind: 'wrong', message, variant, relativeError } }
}

function problemOf(error: unknown): Problem {
  const isRefusal = error instanceof FaultError && error.code === 'unsupported'
  const message = error instanceof FaultError ? error.message : messageOf(error)
  return { kind: isRefusal ? 'refused' : 'failed', message, variant: '', relativeError: null }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : toFault(error).message
}

function fail(message: string): never {
  throw new Error(message)
}
