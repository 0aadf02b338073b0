import { createPageWorker } from '../../../electron/engine/cpu/pool/page-worker'
import type { Contestant, StageSetup } from '../stage'
import { openCpu } from './cpu'
import { createOnnxContestant, type OnnxRuntime } from './onnxruntime'
import { createOpencvContestant, type Opencv } from './opencv'
import { createTfjsContestant, type Tfjs, type TfjsWasm } from './tfjs'

/** Where the page's server has the packages of the peers. */
const PEERS = '/peers/'
const ONNXRUNTIME_WEB = `${PEERS}onnxruntime-web/dist/`
const TENSORFLOW = `${PEERS}@tensorflow/`

/** Makes an engine in a page. Peers are loaded as they were published, not bundled anew. */
export async function openInPage(setup: StageSetup): Promise<Contestant> {
  const { engine, threads } = setup
  switch (engine) {
    case 'cpu':
    case 'typescript':
      return openCpu(setup, { createWorker: createPageWorker, readProcess })
    case 'onnxruntime-web': {
      const url = `${ONNXRUNTIME_WEB}ort.wasm.min.mjs`
      const runtime = (await import(/* @vite-ignore */ url)) as OnnxRuntime
      Object.assign(runtime.env.wasm, { numThreads: threads, wasmPaths: ONNXRUNTIME_WEB })
      return createOnnxContestant(runtime, { name: engine, threads, keepsOutput: false })
    }
    case 'tfjs': {
      await loadScript(`${TENSORFLOW}tfjs-core/dist/tf-core.min.js`)
      await loadScript(`${TENSORFLOW}tfjs-backend-cpu/dist/tf-backend-cpu.min.js`)
      await loadScript(`${TENSORFLOW}tfjs-backend-wasm/dist/tf-backend-wasm.min.js`)
      const wasm = (globalThis as unknown as { tf: { wasm: TfjsWasm } & Tfjs }).tf.wasm
      wasm.setWasmPaths(`${TENSORFLOW}tfjs-backend-wasm/dist/`)
      wasm.setThreadsCount(threads)
      return createTfjsContestant((globalThis as unknown as { tf: Tfjs }).tf, threads, true)
    }
    case 'opencv':
      await loadScript(`${PEERS}@techstark/opencv-js/dist/opencv.js`)
      return createOpencvContestant(await (globalThis as unknown as { cv: Promise<Opencv> }).cv)
    case 'onnxruntime':
      throw new Error('The native onnxruntime runs in Node, not in a page.')
  }
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${url} could not be loaded.`))
    document.head.append(script)
  })
}

/** Chromium tells the size of the heap when it is asked to by a switch; not that of the process. */
function readProcess(): { heapMb: number | null; residentMb: null } {
  const { gc, performance } = globalThis as unknown as {
    gc?: () => void
    performance: { memory?: { usedJSHeapSize: number } }
  }
  gc?.()
  const heap = performance.memory?.usedJSHeapSize
  return { heapMb: heap === undefined ? null : heap / 1e6, residentMb: null }
}
