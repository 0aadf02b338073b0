/** Words of the control block that the pool and its workers share (Int32, by index). */
export const CONTROL = {
  /** What to do, and when: see `nextWake`. */
  wake: 0,
  /** The next strip that nobody has taken. */
  next: 1,
  strips: 2,
  /** Not 0: take no further strip. */
  cancelled: 3,
  /** Threads that have not finished this run. */
  active: 4,
  /** Which loaded routine. */
  routine: 5,
  /** Address of the parameter block. */
  parameters: 6,
  /** Not 0: a routine trapped. */
  trapped: 7,
  /** Threads that have come to this run. */
  arrived: 8,
  /** Address of each thread's scratch, from here on. */
  scratch: 16,
  /** Each worker's bell, from here on: it sleeps until its bell holds another wake word. */
  bells: 64,
} as const

export const MAX_WORKERS = CONTROL.bells - CONTROL.scratch
export const CONTROL_WORDS = CONTROL.bells + MAX_WORKERS

/** Low bits of the wake word: how many workers take strips. */
const THREAD_BITS = 6

/**
 * The wake word after `wake`: workers with an index below `threads` take strips; 0 sends all of them
 * to their event loops, where messages wait. A count above these bits makes it another word every
 * time. All of it is one word, so that a worker that wakes late never takes the numbers of one run
 * for those of the next.
 */
export function nextWake(wake: number, threads: number): number {
  return (((wake >>> THREAD_BITS) + 1) << THREAD_BITS) | threads
}

/** How many workers a wake word calls. */
export function threadsOf(wake: number): number {
  return wake & (2 ** THREAD_BITS - 1)
}

/** pool → worker */
export type WorkerOrder =
  | {
      readonly kind: 'start'
      readonly memory: WebAssembly.Memory
      readonly control: number
      readonly index: number
    }
  | { readonly kind: 'load'; readonly routine: number; readonly module: WebAssembly.Module }
  | { readonly kind: 'unload'; readonly routines: readonly number[] }
  /** Sleep until the wake word is another than this. */
  | { readonly kind: 'wait'; readonly wake: number }

/** What a thread that takes strips says of a run. */
export type RunNews =
  /** A routine trapped in the run of this wake word. */
  | { readonly kind: 'trapped'; readonly wake: number; readonly message: string }
  /** The last thread has left the run of this wake word. */
  | { readonly kind: 'done'; readonly wake: number }

/** worker → pool */
export type WorkerNews = RunNews | { readonly kind: 'waiting' }

/** A worker thread, of a page or of Node. */
export interface WorkerThread {
  post(order: WorkerOrder): void
  onNews(listener: (news: WorkerNews) => void): void
  /** The thread died or could not start; may be called more than once, and after `terminate`. */
  onDeath(listener: (message: string) => void): void
  /** Ends the thread; settles when it surely touches the shared memory no more. */
  terminate(): Promise<void>
}

export type CreateWorker = () => WorkerThread
