/** Words of the control block that the pool and its workers share (Int32, by index). */
export const CONTROL = {
  /** Counts up when there is something to do; workers sleep on it. */
  generation: 0,
  /** What to do: `COMMAND`. */
  command: 1,
  /** The next strip that nobody has taken. */
  next: 2,
  strips: 3,
  /** Not 0: take no further strip. */
  cancelled: 4,
  /** Workers that have not finished this run. */
  active: 5,
  /** Which loaded routine. */
  routine: 6,
  /** Address of the parameter block. */
  parameters: 7,
  /** Workers with a lower index take part. */
  threads: 8,
  /** Not 0: a routine trapped. */
  failed: 9,
  /** Address of each worker's scratch, from here on. */
  scratch: 16,
} as const

export const MAX_WORKERS = 48
export const CONTROL_WORDS = CONTROL.scratch + MAX_WORKERS

export const COMMAND = {
  /** Take strips until there are none. */
  run: 0,
  /** Go back to the event loop: messages are waiting. */
  mail: 1,
} as const

/** pool → worker */
export type WorkerOrder =
  | {
      readonly kind: 'start'
      readonly memory: WebAssembly.Memory
      readonly control: number
      readonly index: number
    }
  | { readonly kind: 'load'; readonly routine: number; readonly module: WebAssembly.Module }
  | { readonly kind: 'unload'; readonly routine: number }
  /** Sleep until the generation is another than this. */
  | { readonly kind: 'wait'; readonly generation: number }

/** worker → pool */
export type WorkerNews =
  | { readonly kind: 'waiting'; readonly index: number }
  /** The last worker has left the run of this generation. */
  | { readonly kind: 'done'; readonly generation: number }
  | { readonly kind: 'failed'; readonly message: string }

/** A worker thread, of a page or of Node. */
export interface WorkerThread {
  post(order: WorkerOrder): void
  onNews(listener: (news: WorkerNews) => void): void
  /** The thread died or could not start. */
  onDeath(listener: (message: string) => void): void
  terminate(): void
}

export type CreateWorker = () => WorkerThread
