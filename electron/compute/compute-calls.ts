import type { CallHandlers } from '../contract/calls'
import type { JobProgress } from '../contract/jobs'
import type { ComputeCalls } from '../contract/port'
import type { Bench } from './bench'
import { execute } from './execute'
import { openPicture } from './open-picture'

/** Progress is told this often at most, ms, but always when the phase or engine changes. */
const TELL_MS = 50

/** What main may ask. tell: sends main the progress of the running job. */
export function createComputeCalls(
  bench: Bench,
  tell: (progress: JobProgress) => void,
): CallHandlers<ComputeCalls> {
  const running = new Map<string, AbortController>()
  return {
    open: (request) => openPicture(bench, request),
    close: ({ id }) => bench.store.closePicture(id),
    execute: async (job) => {
      const abort = new AbortController()
      running.set(job.id, abort)
      try {
        return await bench.lane.job(() =>
          execute(bench, job, { signal: abort.signal, tell: throttle(tell) }),
        )
      } finally {
        running.delete(job.id)
      }
    },
    cancel: ({ id }) => running.get(id)?.abort(),
    gpu: () => bench.engines.gpuStatus(),
    cpu: () => bench.engines.cpuStatus(),
  }
}

/** Leaves out what nobody could read. */
export function throttle(
  tell: (progress: JobProgress) => void,
  now: () => number = () => performance.now(),
): (progress: JobProgress) => void {
  let last: JobProgress | null = null
  let at = -Infinity
  return (progress) => {
    const isSameStep = last?.phase === progress.phase && last.engine === progress.engine
    if (isSameStep && now() - at < TELL_MS) return
    last = progress
    at = now()
    tell(progress)
  }
}
