import type { CreateWorker, WorkerNews } from './control'

/**
 * A page is not told when a worker that it terminated is gone. Chromium stops a script that does not
 * end by itself after 2 s (`kForcibleTerminationDelay` of its worker threads).
 */
const GONE_MS = 3000

/** Module Web Workers of a page. */
export const createPageWorker: CreateWorker = () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return {
    post: (order) => worker.postMessage(order),
    onNews: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<WorkerNews>) => listener(data)),
    onDeath: (listener) =>
      worker.addEventListener('error', ({ message }) => listener(message || 'it could not start')),
    terminate: () => {
      worker.terminate()
      return new Promise((resolve) => setTimeout(resolve, GONE_MS))
    },
  }
}
