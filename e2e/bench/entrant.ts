import type { Runtime } from './arguments'
import type { StageHandle } from './handle'
import {
  addedTimes,
  bindToCores,
  busiestOf,
  processorTimes,
  type ProcessorTimes,
} from './pin-threads'
import { parseShape } from './shape'
import type { Preparation, Problem, StageSetup } from './stage'
import type { BenchShape } from './suite'

/** Makes a process for an entrant. */
export type StartStage = (setup: StageSetup, runtime: Runtime) => Promise<StageHandle>

/** What the threads of long runs do until they are known by it, before the first shape is tuned: some 15 ms on two. */
const EXERCISE = parseShape('{"ci":16,"co":16,"kh":7,"kw":7,"h":512,"w":1024}')

/** One engine in a comparison, with its process; a process that died is started again. */
export class Entrant {
  readonly setup: StageSetup
  readonly runtime: Runtime
  readonly #start: StartStage
  readonly #mustPin: boolean
  #handle: StageHandle | null = null
  #times: number[] = []
  /** What its threads computed in all warm-ups of this process. */
  #spent: ProcessorTimes = new Map()
  #preparation: Preparation | null = null

  /** pin: its threads are bound to cores once they are known from the warm-up. */
  constructor(
    setup: StageSetup,
    runtime: Runtime,
    { start, pin }: { start: StartStage; pin: boolean },
  ) {
    this.setup = setup
    this.runtime = runtime
    this.#start = start
    this.#mustPin = pin && setup.threads > 1
  }

  get label(): string {
    const { engine, variant, threads } = this.setup
    return `${engine}${variant === 'auto' ? '' : ` ${variant}`} on ${threads}`
  }

  /** Counted runs of the shape, ms. */
  get times(): readonly number[] {
    return this.#times
  }

  get preparation(): Preparation | null {
    return this.#preparation
  }

  get isRunning(): boolean {
    return this.#preparation?.ok === true
  }

  /** Makes the shape ready, runs it once and compares the result with the reference. */
  prepare(shape: BenchShape): Promise<void> {
    this.#times = []
    this.#preparation = null
    return this.#guarded(async () => {
      const handle = await this.handle()
      this.#preparation = await handle.call('prepare', shape)
    })
  }

  /** Runs that are not counted: until the code is compiled well and memory is there. The best, ms. */
  async warmUp(): Promise<number> {
    let best = Infinity
    await this.#guarded(async () => {
      best = await this.#compute(await this.handle())
    })
    return best
  }

  /** Runs until everything is warm; the threads that computed are bound. The best, ms. */
  async #compute(handle: StageHandle): Promise<number> {
    let best = Infinity
    const pids = this.#mustPin ? await handle.pids() : []
    const before = processorTimes(pids)
    for (let [runs, spent] = [0, 0]; runs < 3 || (runs < 30 && spent < 250); runs++) {
      const ms = await handle.call('run')
      spent += ms
      best = Math.min(best, ms)
    }
    this.#spent = addedTimes(this.#spent, before, processorTimes(pids))
    bindToCores(busiestOf(this.#spent, this.setup.threads))
    // The thread that a process begins with has its number: in short runs it is the first to compute.
    for (const pid of pids) bindToCores([pid])
    return best
  }

  /** One counted run. */
  takeTurn(): Promise<void> {
    return this.#guarded(async () => {
      const handle = await this.handle()
      this.#times.push(await handle.call('run'))
    })
  }

  /** Compares the last result once more, and ends the shape. */
  finish(): Promise<void> {
    return this.#guarded(async () => {
      const before = this.#preparation
      const after = await (await this.handle()).call('finish')
      this.#preparation = before?.ok && after.ok ? worseOf(before, after) : after
    })
  }

  /** The process, started when there is none. */
  async handle(): Promise<StageHandle> {
    if (this.#handle) return this.#handle
    const handle = await this.#start(this.setup, this.runtime)
    this.#handle = handle
    await handle.call('open', this.setup)
    if (this.#mustPin && (await handle.call('prepare', EXERCISE)).ok) await this.#compute(handle)
    return handle
  }

  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  /** Whatever goes wrong is this entrant's problem, and ends only its own part in the shape. */
  async #guarded(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const problem: Problem = { kind: 'failed', message, variant: '', relativeError: null }
      this.#preparation = { ok: false, problem }
      await this.close()
    }
  }
}

type Ready = Extract<Preparation, { ok: true }>

function worseOf(one: Ready, other: Ready): Ready {
  return { ...one, relativeError: Math.max(one.relativeError, other.relativeError) }
}
