import type { WorkerOrder } from './control'
import { serveStrips } from './serve-strips'

// A thread of the CPU engine, in a page.
const follow = serveStrips((news) => postMessage(news))
addEventListener('message', ({ data }: MessageEvent<WorkerOrder>) => follow(data))
