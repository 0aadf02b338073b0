import { FaultError } from '../../../contract/faults'
import { checkCancelled } from '../../measure/pause'
import type { TensorMemory } from '../../tensors/memory'
import { COMMAND, CONTROL, CONTROL_WORDS, type CreateWorker, type WorkerThread } from './control'
import type { StripPool, StripRun } from './strip-pool'

interface Member {
  readonly thread: WorkerThread
  readonly index: number
  /** Settle the wait for "this worker sleeps now". */
  onWaiting: () => void
  onLost: (fault: FaultError) => void
}

/** How often a run looks whether it goes on. */
const LOOK_MS = 50
/** A strip takes milliseconds: a run without any progress for so long hangs. */
const HANG_MS = 20_000

/**
 * Persistent worker threads over one shared memory. Strips come from an atomic counter, so the
 * quicker thread takes more; a run allocates nothing. A thread that dies or hangs ends the run with
 * a fault, and the next run starts on new threads.
 */
export class WorkerPool implements StripPool {
  readonly maxThreads: number
  readonly #memory: TensorMemory
  readonly #createWorker: CreateWorker
  readonly #controlAt: number
  readonly #control: Int32Array
  readonly #modules = new Map<number, WebAssembly.Module>()
  #members: Member[] = []
  #starting: Promise<void> | null = null
  #nextRoutine = 1
  #scratchBytes = 0
  #settle: ((fault: FaultError | null) => void) | null = null
  /** Orders and runs wait for each other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(memory: TensorMemory, createWorker: CreateWorker, maxThreads: number) {
    this.maxThreads = maxThreads
    this.#memory = memory
    this.#createWorker = createWorker
    this.#controlAt = memory.reserve(CONTROL_WORDS * 4)
    this.#control = memory.integers(this.#controlAt, CONTROL_WORDS)
    this.#control.fill(0)
  }

  load(module: WebAssembly.Module): Promise<number> {
    const routine = this.#nextRoutine++
    this.#modules.set(routine, module)
    return this.#inTurn(async () => {
      const isNew = this.#starting === null
      await this.#start()
      if (!isNew) await this.#mail(({ thread }) => thread.post({ kind: 'load', routine, module }))
      return routine
    })
  }

  unload(routine: number): void {
    this.#modules.delete(routine)
    void this.#inTurn(() => this.#mail(({ thread }) => thread.post({ kind: 'unload', routine })))
  }

  run(run: StripRun): Promise<void> {
    return this.#inTurn(() => this.#runNow(run))
  }

  dispose(): void {
    this.#dismiss(new FaultError('internal', 'The CPU engine was closed.'))
    this.#memory.release(this.#controlAt)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #runNow(run: StripRun): Promise<void> {
    checkCancelled(run.signal)
    await this.#start()
    this.#reserveScratch(run.scratchBytes)
    const threads = Math.min(run.threads, this.maxThreads)
    const ended = new Promise<FaultError | null>((resolve) => (this.#settle = resolve))
    const cancel = () => void Atomics.store(this.#control, CONTROL.cancelled, 1)
    run.signal.addEventListener('abort', cancel)
    const watch = this.#watch(run)
    this.#wake(run, threads)
    const fault = await ended
    clearInterval(watch)
    run.signal.removeEventListener('abort', cancel)
    if (fault) throw fault
    checkCancelled(run.signal)
  }

  /** Starts the threads, and gives new ones every routine that was loaded. */
  #start(): Promise<void> {
    this.#starting ??= this.#startThreads()
    return this.#starting
  }

  async #startThreads(): Promise<void> {
    Atomics.store(this.#control, CONTROL.command, COMMAND.run)
    this.#members = Array.from({ length: this.maxThreads }, (_, index) => this.#hire(index))
    const { memory } = this.#memory
    for (const { thread, index } of this.#members) {
      thread.post({ kind: 'start', memory, control: this.#controlAt, index })
      for (const [routine, module] of this.#modules) thread.post({ kind: 'load', routine, module })
    }
    await this.#putToSleep()
  }

  #hire(index: number): Member {
    const thread = this.#createWorker()
    const member: Member = { thread, index, onWaiting: () => undefined, onLost: () => undefined }
    thread.onNews((news) => {
      if (news.kind === 'waiting') member.onWaiting()
      else if (news.kind === 'done') this.#end(news.generation)
      else this.#settleWith(defect(`A routine stopped: ${news.message}`))
    })
    thread.onDeath((message) => {
      this.#dismiss(defect(`A worker thread died: ${message}; the next run starts on new threads.`))
    })
    return member
  }

  /** Lets `send` post to every worker: wakes them, and puts them back to sleep. */
  async #mail(send: (member: Member) => void): Promise<void> {
    Atomics.store(this.#control, CONTROL.command, COMMAND.mail)
    this.#nextGeneration()
    this.#members.forEach(send)
    await this.#putToSleep()
  }

  async #putToSleep(): Promise<void> {
    const generation = Atomics.load(this.#control, CONTROL.generation)
    const asleep = this.#members.map((member) => {
      const waiting = new Promise<void>((resolve, reject) => {
        member.onWaiting = resolve
        member.onLost = reject
      })
      member.thread.post({ kind: 'wait', generation })
      return waiting
    })
    await Promise.all(asleep)
  }

  /** Address of a scratch block for every worker, each as large as any routine wanted so far. */
  #reserveScratch(bytes: number): void {
    if (bytes <= this.#scratchBytes) return
    for (let index = 0; index < this.maxThreads; index++) {
      const word = CONTROL.scratch + index
      const old = Atomics.load(this.#control, word) >>> 0
      if (old !== 0) this.#memory.release(old)
      Atomics.store(this.#control, word, this.#memory.reserve(bytes))
    }
    this.#scratchBytes = bytes
  }

  #wake({ routine, strips, parameters }: StripRun, threads: number): void {
    const { command, next, cancelled, failed, active } = CONTROL
    for (const word of [next, cancelled, failed]) Atomics.store(this.#control, word, 0)
    Atomics.store(this.#control, command, COMMAND.run)
    Atomics.store(this.#control, CONTROL.strips, strips)
    Atomics.store(this.#control, CONTROL.routine, routine)
    Atomics.store(this.#control, CONTROL.parameters, parameters)
    Atomics.store(this.#control, CONTROL.threads, threads)
    Atomics.store(this.#control, active, threads)
    this.#nextGeneration()
  }

  #nextGeneration(): void {
    Atomics.add(this.#control, CONTROL.generation, 1)
    Atomics.notify(this.#control, CONTROL.generation)
  }

  /** Tells the progress, and notices a run that stands still. */
  #watch({ strips, onProgress }: StripRun): ReturnType<typeof setInterval> {
    let [seen, since] = [-1, performance.now()]
    return setInterval(() => {
      const next = Atomics.load(this.#control, CONTROL.next)
      if (next !== seen) [seen, since] = [next, performance.now()]
      onProgress(Math.min(1, next / strips))
      if (performance.now() - since < HANG_MS) return
      this.#dismiss(
        defect(`The worker threads stood still for ${HANG_MS / 1000} s; they were replaced.`),
      )
    }, LOOK_MS)
  }

  #end(generation: number): void {
    if (generation !== Atomics.load(this.#control, CONTROL.generation)) return
    if (Atomics.load(this.#control, CONTROL.failed) === 0) this.#settleWith(null)
  }

  #settleWith(fault: FaultError | null): void {
    this.#settle?.(fault)
    this.#settle = null
  }

  #dismiss(fault: FaultError): void {
    const members = this.#members
    this.#members = []
    this.#starting = null
    for (const { thread, onLost } of members) {
      thread.terminate()
      onLost(fault)
    }
    this.#settleWith(fault)
  }
}

function defect(message: string): FaultError {
  return new FaultError('internal', message)
}
