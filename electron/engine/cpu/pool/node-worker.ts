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
      onDeath: (listener) => {
        worker.on('error', (error) => listener(String(error)))
        worker.on('exit', (code) => listener(`it ended with exit code ${code}`))
      },
      terminate: async () => void (await worker.terminate()),
    }
  }
}
