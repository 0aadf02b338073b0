import { parentPort } from 'node:worker_threads'
import type { WorkerOrder } from './control'
import { serveStrips } from './serve-strips'

// A thread of the CPU engine, in Node.
const follow = serveStrips((news) => parentPort?.postMessage(news))
parentPort?.on('message', (order: WorkerOrder) => follow(order))
