import { asError, cancelledFault, faultOf } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { JobProgress } from '../contract/jobs'
import type { ComputeState } from '../contract/requests'
import { Compute } from './compute'
import { MOST_DEATHS } from './deaths'
import { Pictures } from './pictures'
import { judgeRevectorizer } from './revectorizer'
import { JobQueue, type Executor } from './queue'

/** Everything that works behind the lab window, a batch run and the demonstration alike. */
export interface Workbench {
  readonly compute: Compute
  readonly pictures: Pictures
  readonly queue: JobQueue
}

export interface WorkbenchListeners {
  readonly onState: (state: ComputeState) => void
  readonly onProgress: (progress: JobProgress) => void
  /** A picture that could not be opened again in a new compute window. */
  readonly onProblem: (error: unknown) => void
}

/** Starts the compute window and puts the pictures and the queue before it. */
export function createWorkbench(listeners: WorkbenchListeners): Workbench {
  const compute = new Compute({
    onProgress: (progress) => queue.progress(progress),
    onProblem: listeners.onProblem,
    onStarted: async (client) => {
      for (const problem of await pictures.reopen(client)) listeners.onProblem(problem)
      client
        .call('cpu', undefined)
        .then(({ codeGeneration }) => judgeRevectorizer(codeGeneration))
        .catch(listeners.onProblem)
    },
    onReady: () => listeners.onState(readyState(compute)),
    onRestarting: (deaths) =>
      listeners.onState({ state: 'restarting', deaths, jobWillRunAgain: queue.willRunAgain }),
  })
  const pictures = new Pictures(() => compute.ready())
  const queue = new JobQueue(executorOf(compute), listeners.onProgress)
  listeners.onState({ state: 'starting' })
  compute.ready().catch(listeners.onProblem)
  return { compute, pictures, queue }
}

function readyState(compute: Compute): ComputeState {
  if (!compute.isReduced) return { state: 'ready' }
  const said = sentence`The compute process went away ${MOST_DEATHS} times within five minutes; it now works with one CPU thread and without WebGPU until the lab is started again.`
  return { state: 'reduced', fault: faultOf('compute-lost', said) }
}

function executorOf(compute: Compute): Executor {
  return {
    execute: async (job, signal) => {
      const client = await compute.ready()
      if (signal.aborted) throw asError(cancelledFault())
      return await client.call('execute', job)
    },
    cancel: (id) => {
      // A compute window that goes away meanwhile has nothing left to cancel.
      if (compute.window)
        compute
          .ready()
          .then((client) => client.call('cancel', { id }))
          .catch(() => undefined)
    },
    restart: () => compute.restart(),
  }
}
