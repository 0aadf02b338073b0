import type { BrowserWindow } from 'electron'
import { CallClient } from '../contract/calls'
import { asError, FaultError, faultOf } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { JobProgress } from '../contract/jobs'
import type { ComputeCalls, ComputeEvents } from '../contract/port'
import { callPort } from './call-port'
import { createComputeWindow, loadComputePage } from './compute-window'
import { Deaths, MOST_DEATHS } from './deaths'
import { connectMain } from './ports'

export type ComputeClient = CallClient<ComputeCalls>

/** What the owner of the compute window wants to hear. */
export interface ComputeListeners {
  readonly onProgress: (progress: JobProgress) => void
  /** A mistake of the page that no call carried. */
  readonly onProblem: (error: FaultError) => void
  /** Open in the new window what was open in the last one. */
  readonly onStarted: (client: ComputeClient) => Promise<void>
  readonly onReady: (window: BrowserWindow) => void
  /** It went away and is being started again. deaths: within the last five minutes. */
  readonly onRestarting: (deaths: number) => void
}

const LOST = faultOf(
  'compute-lost',
  sentence`The compute process went away; it is being started again with the pictures it had.`,
)

/** How often in a row a start is tried. */
const MOST_STARTS = 3

/** Owns the compute window: starts it, notices its death, starts another. */
export class Compute {
  readonly #listeners: ComputeListeners
  readonly #deaths = new Deaths()
  #window: BrowserWindow | null = null
  #client: ComputeClient | null = null
  #ready: Promise<ComputeClient> | null = null
  #isStarted = false
  #isReduced = false
  #isClosed = false

  constructor(listeners: ComputeListeners) {
    this.#listeners = listeners
  }

  /** The window, once it listens. */
  get window(): BrowserWindow | null {
    return this.#isStarted ? this.#window : null
  }

  /** True after three deaths in five minutes: one thread, no WebGPU. */
  get isReduced(): boolean {
    return this.#isReduced
  }

  /** The client of a window that has everything open. Throws `compute-lost` when none starts. */
  ready(): Promise<ComputeClient> {
    this.#ready ??= this.#start()
    return this.#ready
  }

  /** Ends the process at once (which counts as no death) and starts another. */
  restart(): void {
    if (this.#isStarted) this.#replace(0)
  }

  close(): void {
    this.#isClosed = true
    this.#window?.destroy()
    this.#window = null
  }

  async #start(): Promise<ComputeClient> {
    let problem: unknown = null
    for (let start = 0; start < MOST_STARTS && !this.#isClosed; start++) {
      try {
        return await this.#startOnce()
      } catch (error) {
        problem = error
        this.#abandon()
      }
    }
    this.#ready = null
    throw new FaultError(
      'compute-lost',
      sentence`The compute process did not start in ${MOST_STARTS} tries: ${String(problem)}.`,
    )
  }

  async #startOnce(): Promise<ComputeClient> {
    const window = createComputeWindow()
    this.#window = window
    window.webContents.on('render-process-gone', () => this.#onGone(window))
    // A reload (only development does that) leaves the ports behind: begin anew.
    window.webContents.on('did-navigate', () => {
      if (this.#window === window) this.restart()
    })
    await loadComputePage(window, this.#isReduced)
    const client = this.#connect(window)
    await this.#listeners.onStarted(client)
    this.#isStarted = true
    this.#listeners.onReady(window)
    return client
  }

  #connect(window: BrowserWindow): ComputeClient {
    const port = callPort(connectMain(window))
    this.#client = new CallClient<ComputeCalls>(port, (name, payload) => {
      if (name === 'progress') this.#listeners.onProgress(payload as ComputeEvents['progress'])
      if (name === 'problem')
        this.#listeners.onProblem(asError(payload as ComputeEvents['problem']))
    })
    return this.#client
  }

  #onGone(window: BrowserWindow): void {
    if (this.#window !== window || this.#isClosed) return
    if (!this.#isStarted) return this.#client?.lose({ ok: false, fault: LOST })
    const deaths = this.#deaths.add(performance.now())
    if (deaths >= MOST_DEATHS) this.#isReduced = true
    this.#replace(deaths)
  }

  #replace(deaths: number): void {
    const client = this.#client
    this.#abandon()
    this.#listeners.onRestarting(deaths)
    this.#ready = this.#start()
    this.#ready.catch(() => undefined) // whoever calls ready() is told
    client?.lose({ ok: false, fault: LOST })
  }

  #abandon(): void {
    const window = this.#window
    this.#window = null
    this.#client = null
    this.#isStarted = false
    if (window === null || window.isDestroyed()) return
    const pid = window.webContents.getOSProcessId()
    window.destroy()
    if (pid > 0) endProcess(pid)
  }
}

/** A page that hangs does not end by its window's end alone. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it had gone already
  }
}
