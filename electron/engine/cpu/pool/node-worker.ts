import type { Worker } from 'node:worker_threads'
import type { CreateWorker, WorkerNews } from './control'

/** Worker threads of Node, for tests and benchmarks. start: makes a thread that runs node-thread.ts. */
export function createNodeWorkers(start: () => Worker): CreateWorker {
  return () => {
    const worker = start()
    worker.unref()
    return {
      post: (order) => worker.postMessage(order),
      onNews: (listener) => void worker.on('message', (news: WorkerNews) => listener(news)),
      onDeath: (listener) => void worker.on('error', (error) => listener(String(error))),
      terminate: () => void worker.terminate(),
    }
  }
}
