import { asError, cancelledFault, FaultError, type Fault } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { Job, JobProgress, JobResult } from '../contract/jobs'

/** What runs a job; the queue knows nothing else of the compute window. */
export interface Executor {
  /**
   * Settles with the job's result; throws `compute-lost` when the process went away meanwhile.
   * signal: aborted when the job is not wanted any more; only a job not yet handed over needs it.
   */
  readonly execute: (job: Job, signal: AbortSignal) => Promise<JobResult>
  readonly cancel: (id: string) => void
  /** Ends the process that does not answer and starts another. */
  readonly restart: () => void
}

/** After a cancel the compute window has this long to settle, ms; a job settles within 1 s. */
export const CANCEL_MS = 800

interface Entry {
  readonly job: Job
  readonly resolve: (result: JobResult) => void
  readonly reject: (error: unknown) => void
  readonly abort: AbortController
  isSettled: boolean
}

/** Runs jobs one at a time, in order, so that timings are fair. */
export class JobQueue {
  readonly #executor: Executor
  readonly #onProgress: (progress: JobProgress) => void
  readonly #waiting: Entry[] = []
  #running: Entry | null = null
  #hasDied = false

  constructor(executor: Executor, onProgress: (progress: JobProgress) => void) {
    this.#executor = executor
    this.#onProgress = onProgress
  }

  /** True while a job is under way that would run again if the compute window died now. */
  get willRunAgain(): boolean {
    return this.#running !== null && !this.#running.isSettled && !this.#hasDied
  }

  /** Settles when the job has ended. Throws the job's fault; `forbidden` for an id in use. */
  run(job: Job): Promise<JobResult> {
    if ([this.#running, ...this.#waiting].some((entry) => entry?.job.id === job.id)) {
      throw new FaultError(
        'forbidden',
        sentence`A job with the id "${job.id}" is already in the queue.`,
      )
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject, abort: new AbortController(), isSettled: false })
      this.#tell(job, 'queued')
      this.#next()
    })
  }

  /** The job settles with `cancelled` within a second, whatever the compute window does. */
  cancel(id: string): void {
    const index = this.#waiting.findIndex(({ job }) => job.id === id)
    const [waiting] = index < 0 ? [] : this.#waiting.splice(index, 1)
    if (waiting) this.#fail(waiting, cancelledFault())
    else if (this.#running?.job.id === id) this.#cancelRunning(this.#running)
  }

  /** The compute window's own progress, passed on while its job is the one that runs. */
  progress(progress: JobProgress): void {
    if (this.#running?.job.id !== progress.id || this.#running.isSettled) return
    this.#onProgress(this.#hasDied ? { ...progress, state: 'retrying' } : progress)
  }

  #next(): void {
    if (this.#running !== null) return
    const entry = this.#waiting.shift()
    if (!entry) return
    this.#running = entry
    this.#hasDied = false
    void this.#runEntry(entry)
  }

  async #runEntry(entry: Entry): Promise<void> {
    try {
      const result = await this.#executeTwice(entry)
      if (!entry.isSettled) entry.resolve(result)
    } catch (error) {
      if (!entry.isSettled) entry.reject(error)
    }
    entry.isSettled = true
    this.#running = null
    this.#next()
  }

  /** Once more after the compute window died, never a third time. */
  async #executeTwice(entry: Entry): Promise<JobResult> {
    const { job, abort } = entry
    try {
      return await this.#executor.execute(job, abort.signal)
    } catch (error) {
      const isLost = error instanceof FaultError && error.code === 'compute-lost'
      if (!isLost) throw error
      if (abort.signal.aborted) throw asError(cancelledFault())
      this.#hasDied = true
      this.#tell(job, 'retrying')
      return await this.#executor.execute(job, abort.signal)
    }
  }

  #cancelRunning(entry: Entry): void {
    entry.abort.abort()
    this.#executor.cancel(entry.job.id)
    const timer = setTimeout(() => {
      if (entry.isSettled) return
      this.#fail(entry, cancelledFault())
      this.#executor.restart()
    }, CANCEL_MS)
    timer.unref()
  }

  #fail(entry: Entry, fault: Fault): void {
    entry.isSettled = true
    entry.reject(asError(fault))
  }

  #tell(job: Job, state: 'queued' | 'retrying'): void {
    this.#onProgress({
      id: job.id,
      name: job.name,
      state,
      engine: null,
      phase: 'open',
      fraction: 0,
    })
  }
}
