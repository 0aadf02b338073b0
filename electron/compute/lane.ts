import { asError, cancelledFault, type FaultError } from '../contract/faults'

/** What kind of preview: a coarse one goes before a full one. */
export type PreviewKind = 'coarse' | 'full'

type Work<T> = (signal: AbortSignal) => Promise<T>

interface Waiting {
  readonly start: () => Promise<void>
  readonly give: (error: FaultError) => void
}

/**
 * The engines do one thing at a time. Measured jobs come first and run alone, so that timings are
 * fair; previews wait meanwhile. A newer preview takes the place of an older one that still waits
 * (a coarse one also of a waiting full one, and it stops a running full one): the older settles
 * with `cancelled`.
 */
export class Lane {
  readonly #jobs: (() => Promise<void>)[] = []
  readonly #previews = new Map<PreviewKind, Waiting>()
  readonly #idle: (() => void)[] = []
  #isBusy = false
  #runningFull: AbortController | null = null

  /** Runs a measured job when its turn comes. */
  job<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => work().then(resolve, reject))
      this.#next()
    })
  }

  /** Runs a preview when nothing else does. Throws `cancelled` when a newer one takes its place. */
  preview<T>(kind: PreviewKind, work: Work<T>): Promise<T> {
    this.#supersede(kind)
    return new Promise((resolve, reject) => {
      const abort = new AbortController()
      const start = (): Promise<void> => {
        this.#runningFull = kind === 'full' ? abort : null
        return work(abort.signal).then(resolve, reject)
      }
      this.#previews.set(kind, { start, give: reject })
      this.#next()
    })
  }

  /** Settles when nothing runs or waits: at once, or after what does. */
  whenIdle(): Promise<void> {
    if (!this.#isBusy) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  #supersede(kind: PreviewKind): void {
    const replaced: readonly PreviewKind[] = kind === 'coarse' ? ['coarse', 'full'] : ['full']
    for (const older of replaced) {
      this.#previews.get(older)?.give(asError(cancelledFault()))
      this.#previews.delete(older)
    }
    if (kind === 'coarse') this.#runningFull?.abort()
  }

  #next(): void {
    if (this.#isBusy) return
    const start = this.#jobs.shift() ?? this.#takePreview('coarse') ?? this.#takePreview('full')
    if (!start) return this.#idle.splice(0).forEach((resolve) => resolve())
    this.#isBusy = true
    void start().then(() => {
      this.#isBusy = false
      this.#runningFull = null
      this.#next()
    })
  }

  #takePreview(kind: PreviewKind): (() => Promise<void>) | undefined {
    const waiting = this.#previews.get(kind)
    this.#previews.delete(kind)
    return waiting?.start
  }
}
