import type { OnProgress } from '../../engine'

/** One run of a loaded routine. */
export interface StripRun {
  readonly routine: number
  readonly strips: number
  readonly scratchBytes: number
  /** Address of the parameter block. */
  readonly parameters: number
  /** How many threads take strips, from 1 to `maxThreads`. */
  readonly threads: number
  /** How much there is to do, in any unit: by what a routine's run took, the pool foresees its next. */
  readonly work: number
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
}

/** Whoever calls `strip(index, …)` for every index of a run, each exactly once. */
export interface StripPool {
  readonly maxThreads: number
  /** Makes a routine known to every thread; gives its number. */
  load(module: WebAssembly.Module): Promise<number>
  unload(routine: number): void
  /** Throws the faults `cancelled` (within one strip) and `internal` (a routine trapped). */
  run(run: StripRun): Promise<void>
  dispose(): void
}
