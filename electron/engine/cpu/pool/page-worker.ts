import type { CreateWorker, WorkerNews } from './control'

/** Module Web Workers of a page. */
export const createPageWorker: CreateWorker = () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return {
    post: (order) => worker.postMessage(order),
    onNews: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<WorkerNews>) => listener(data)),
    onDeath: (listener) =>
      worker.addEventListener('error', ({ message }) => listener(message || 'it could not start')),
    terminate: () => worker.terminate(),
  }
}
