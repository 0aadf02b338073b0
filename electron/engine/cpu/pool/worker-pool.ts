import { sentence } from '../../../contract/sentence'
import { checkCancelled } from '../../measure/pause'
import type { TensorMemory } from '../../tensors/memory'
import { CallingThread } from './calling-thread'
import { CONTROL, CONTROL_WORDS, nextWake, type CreateWorker, type RunNews } from './control'
import { ExpectedTimes } from './expected-times'
import { IdleTimer } from './idle-timer'
import { ScratchBlocks } from './scratch-blocks'
import type { StripPool, StripRun } from './strip-pool'
import { writeRun } from './write-run'
import { defect, RunState } from './run-state'
import { ringBells } from './ring-bells'
import { PATIENCE, watchRun, type Patience } from './watch-run'
import { lostTwice, ThreadsLost, WorkerTeam } from './worker-team'

/**
 * Persistent worker threads over one shared memory. Strips come from an atomic counter, so the
 * quicker thread takes more; a run allocates nothing in the shared memory. In a run that is short
 * the calling thread stands in for the first worker. A run only reads its input
 * and writes its output: when a thread dies or hangs, all are replaced and the run is made once more.
 * After a while without work the threads end and their memory is given back.
 */
export class WorkerPool implements StripPool {
  readonly maxThreads: number
  readonly #memory: TensorMemory
  readonly #createWorker: CreateWorker
  readonly #patience: Patience
  readonly #modules = new Map<number, WebAssembly.Module>()
  readonly #caller = new CallingThread()
  readonly #times = new ExpectedTimes()
  readonly #scratch: ScratchBlocks
  readonly #idle: IdleTimer
  /** The block of `CONTROL`; there only while there are threads. */
  #controlAt = 0
  #control: Int32Array = new Int32Array(CONTROL_WORDS)
  #team: WorkerTeam | null = null
  /** Settles when the threads sleep. */
  #ready: Promise<WorkerTeam> | null = null
  /** Settles when the threads of a run that was broken off are gone. */
  #leaving: Promise<void> = Promise.resolve()
  #nextRoutine = 1
  /** What the threads still know, though nobody runs it any more. */
  #unloaded: number[] = []
  /** The threads of the team sleep whenever nobody is in line. */
  #isReady = false
  /** The run that is under way. */
  #state: RunState | null = null
  /** Orders and runs wait for each other. */
  #turn: Promise<unknown> = Promise.resolve()
  #inLine = 0
  #isClosed = false

  constructor(
    memory: TensorMemory,
    createWorker: CreateWorker,
    maxThreads: number,
    patience: Partial<Patience> = {},
  ) {
    this.maxThreads = maxThreads
    this.#memory = memory
    this.#createWorker = createWorker
    this.#patience = { ...PATIENCE, ...patience }
    this.#scratch = new ScratchBlocks(memory)
    this.#idle = new IdleTimer(this.#patience.idleMs, () => this.#rest())
  }

  load(module: WebAssembly.Module): Promise<number> {
    const routine = this.#nextRoutine++
    return this.#inTurn(async () => {
      this.#modules.set(routine, module)
      try {
        await this.#twice(() => this.#teach(routine, module))
      } catch (error) {
        this.#modules.delete(routine)
        throw error
      }
      return routine
    })
  }

  /** The threads forget it with the next routine that they learn. */
  unload(routine: number): void {
    this.#caller.forget(routine)
    this.#times.forget(routine)
    if (this.#modules.delete(routine)) this.#unloaded.push(routine)
  }

  async run(run: StripRun): Promise<void> {
    if (!this.#isShort(run) || !this.#isIdle || run.signal.aborted) {
      return this.#inTurn(() => this.#twice(() => this.#runOnce(run)))
    }
    // No promise, timer or listener of a watch before a run that the calling thread ends by itself.
    let started: RunState | null = this.#start(run)
    if (started.isOver && started.failure === null) {
      this.#note(run, started)
      this.#idle.touch()
      return
    }
    return this.#inTurn(() =>
      this.#twice(() => {
        const first = started
        started = null
        return first ? this.#finish(run, first) : this.#runOnce(run)
      }),
    )
  }

  /** Nobody is in line and the threads sleep. */
  get #isIdle(): boolean {
    return this.#inLine === 0 && this.#isReady && !this.#isClosed
  }

  dispose(): void {
    this.#isClosed = true
    this.#idle.stop()
    this.#dismiss(new ThreadsLost(sentence`the CPU engine was closed`))
    this.#scratch.release()
    this.#modules.clear()
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#inLine++
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      this.#inLine--
      if (!this.#isClosed) this.#idle.touch()
    }
  }

  /** Does work again, once, on new threads, when its threads are lost. */
  async #twice<T>(work: () => Promise<T>): Promise<T> {
    let lost: unknown = null
    for (let attempt = 0; attempt < 2 && !this.#isClosed; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof ThreadsLost)) throw error
        lost = error
      }
    }
    throw defect(this.#isClosed ? sentence`The CPU engine was closed.` : lostTwice(lost))
  }

  async #teach(routine: number, module: WebAssembly.Module): Promise<void> {
    const isNew = this.#ready === null
    const team = await this.#threads()
    if (isNew) return
    const routines = this.#unloaded
    this.#unloaded = []
    team.post((thread) => {
      if (routines.length > 0) thread.post({ kind: 'unload', routines })
      thread.post({ kind: 'load', routine, module })
    })
    const learning = this.#caller.learn([[routine, module]], this.#memory.memory)
    await Promise.all([team.putToSleep(this.#wake(0)), learning])
  }

  async #runOnce(run: StripRun): Promise<void> {
    checkCancelled(run.signal)
    await unlessAborted(run.signal, this.#threads())
    await this.#finish(run, this.#start(run))
  }

  /** Sends the threads to a run. One that is short may be over when this returns. */
  #start(run: StripRun): RunState {
    const threads = this.#threadsOf(run)
    const scratch = this.#scratch.reserve(threads, run.scratchBytes)
    const state = new RunState()
    this.#state = state
    this.#begin(run, threads, scratch)
    return state
  }

  async #finish(run: StripRun, state: RunState): Promise<void> {
    const unwatch = watchRun(this.#control, run, this.#patience, (what) => {
      this.#dismiss(new ThreadsLost(what))
    })
    const failure = await state.ended()
    unwatch()
    checkCancelled(run.signal)
    if (failure) throw failure
    this.#note(run, state)
  }

  #threadsOf(run: StripRun): number {
    return Math.min(run.threads, this.maxThreads)
  }

  #isShort(run: StripRun): boolean {
    return this.#times.of(run, this.#threadsOf(run)) <= this.#patience.shortMs
  }

  #note(run: StripRun, state: RunState): void {
    this.#times.note(run, this.#threadsOf(run), state.elapsedMs)
  }

  #begin(run: StripRun, threads: number, scratch: readonly number[]): void {
    writeRun(this.#control, run, { threads, scratch })
    if (!this.#isShort(run) || !this.#caller.knows(run.routine)) this.#wake(threads)
    else this.#caller.takePart(this.#control, this.#nextWake(threads), (news) => this.#hear(news))
  }

  /** Calls so many threads to the strips, or all to their messages: 0. Gives the new wake word. */
  #wake(threads: number): number {
    const wake = this.#nextWake(threads)
    ringBells(this.#control, wake, threads || this.maxThreads, threads > 0)
    return wake
  }

  #nextWake(threads: number): number {
    const wake = nextWake(Atomics.load(this.#control, CONTROL.wake), threads)
    Atomics.store(this.#control, CONTROL.wake, wake)
    return wake
  }

  /** The sleeping threads; new ones, who know every routine that is loaded, where there are none. */
  #threads(): Promise<WorkerTeam> {
    if (this.#ready) return this.#ready
    const ready = this.#hire()
    this.#ready = ready
    ready.then(
      () => (this.#isReady = this.#ready === ready),
      () => {
        if (this.#ready === ready) this.#ready = null
      },
    )
    return ready
  }

  async #hire(): Promise<WorkerTeam> {
    await this.#leaving
    this.#controlAt = this.#memory.reserve(CONTROL_WORDS * 4)
    this.#control = this.#memory.integers(this.#controlAt, CONTROL_WORDS).fill(0)
    const team = new WorkerTeam(this.maxThreads, this.#createWorker, {
      onNews: (news) => this.#hear(news),
      onLost: (lost) => this.#dismiss(lost),
    })
    this.#team = team
    this.#unloaded = []
    const [{ memory }, control] = [this.#memory, this.#controlAt]
    team.post((thread, index) => {
      thread.post({ kind: 'start', memory, control, index })
      for (const [routine, module] of this.#modules) thread.post({ kind: 'load', routine, module })
    })
    await Promise.all([team.putToSleep(0), this.#caller.learn(this.#modules, memory)])
    return team
  }

  #hear(news: RunNews): void {
    if (news.wake !== Atomics.load(this.#control, CONTROL.wake)) return
    const hasTrapped = Atomics.load(this.#control, CONTROL.trapped) !== 0
    this.#state?.hear(news, hasTrapped)
  }

  /** Ends the threads and whatever they do; new ones start when they are wanted. */
  #dismiss(lost: ThreadsLost): void {
    this.#ready = null
    this.#isReady = false
    this.#caller.forgetAll()
    const team = this.#team
    if (team) {
      const gone = team.dismiss(lost)
      this.#team = null
      this.#memory.holdReleases(gone)
      this.#memory.release(this.#controlAt)
      // Threads that sleep write nothing: others may start beside them at once.
      if (this.#state?.isOver === false) this.#leaving = gone
    }
    this.#state?.end(lost)
  }

  /**
   * Nothing ran for a while. The threads end, and with them their stacks, heaps and instances; their
   * scratch becomes free; and when no picture and no result lies in the memory, it is replaced.
   */
  #rest(): void {
    if (this.#inLine > 0) return
    this.#dismiss(new ThreadsLost(sentence`they were not needed`))
    this.#scratch.release()
    this.#memory.giveBack()
  }
}

/** What `work` gives. Throws the fault `cancelled` when the signal is aborted meanwhile. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined
  const aborted = new Promise<void>((resolve) => (stop = resolve))
  signal.addEventListener('abort', stop)
  await Promise.race([work, aborted])
  signal.removeEventListener('abort', stop)
  checkCancelled(signal)
  return work
}
