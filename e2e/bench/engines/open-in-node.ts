import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createNodeWorkers } from '../../../electron/engine/cpu/pool/node-worker'
import type { Contestant, StageSetup } from '../stage'
import { openCpu } from './cpu'
import { createOnnxContestant, type OnnxRuntime } from './onnxruntime'
import { createOpencvContestant, type Opencv } from './opencv'
import { createTfjsContestant, type Tfjs } from './tfjs'

const require = createRequire(import.meta.url)

/** Makes an engine in a Node process. Peers come from the package of the benchmarks. */
export async function openInNode(setup: StageSetup): Promise<Contestant> {
  const { engine, threads } = setup
  switch (engine) {
    case 'cpu':
    case 'typescript':
      return openCpu(setup, { createWorker: createNodeWorkers(startThread), readProcess })
    case 'onnxruntime': {
      const runtime = require('onnxruntime-node') as OnnxRuntime
      return createOnnxContestant(runtime, { name: 'onnxruntime-node', threads, keepsOutput: true })
    }
    case 'onnxruntime-web': {
      const runtime = require('onnxruntime-web') as OnnxRuntime
      Object.assign(runtime.env.wasm, { numThreads: threads })
      return createOnnxContestant(runtime, { name: engine, threads, keepsOutput: false })
    }
    case 'tfjs': {
      const tf = require('@tensorflow/tfjs-core') as Tfjs
      require('@tensorflow/tfjs-backend-wasm')
      return createTfjsContestant(tf, threads, false)
    }
    case 'opencv':
      return createOpencvContestant(await (require('@techstark/opencv-js') as Promise<Opencv>))
  }
}

function startThread(): Worker {
  return new Worker(join(import.meta.dirname, 'node-thread.js'))
}

function readProcess(): { heapMb: number; residentMb: number } {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapMb: heapUsed / 1e6, residentMb: rss / 1e6 }
}
