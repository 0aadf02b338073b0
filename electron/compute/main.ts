import { answerCalls } from '../contract/calls'
import { toFault } from '../contract/faults'
import type { ComputeCalls, PortCalls } from '../contract/port'
import { COMPUTE_PORT } from '../contract/requests'
import { createBench } from './bench'
import { createComputeCalls } from './compute-calls'
import { pagePort } from './page-port'
import { createProfileMemory } from './profile-memory'
import { createPortCalls, transferOf } from './port-calls'

const options = new URLSearchParams(location.search)
const bench = createBench({
  isReduced: options.has('reduced'),
  profileMemory: createProfileMemory(localStorage, {
    version: navigator.userAgent,
    hasRevectorizer: options.has('revectorizer'),
  }),
})
let labPort: MessagePort | null = null

/** Main's port: every call of `ComputeCalls`, and word of progress and of mistakes. */
function serveMain(port: MessagePort): void {
  const tell = answerCalls<ComputeCalls>(
    pagePort(port, false),
    createComputeCalls(bench, (progress) => tell('progress', progress)),
  )
  window.addEventListener('error', ({ error }) => tell('problem', toFault(error)))
  window.addEventListener('unhandledrejection', ({ reason }) => tell('problem', toFault(reason)))
}

/** The lab window's port; a new one takes the place of the last. */
function serveLab(port: MessagePort): void {
  labPort?.close()
  labPort = port
  const tell = answerCalls<PortCalls>(
    pagePort(port, true),
    createPortCalls(bench, (name, payload) => tell(name, payload)),
    transferOf,
  )
}

interface PortMessage {
  readonly type: typeof COMPUTE_PORT
  readonly owner: 'main' | 'lab'
}

function isPortMessage(data: unknown): data is PortMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === COMPUTE_PORT
}

window.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
  const [port] = ports
  if (source !== window || !port || !isPortMessage(data)) return
  if (data.owner === 'main') serveMain(port)
  else serveLab(port)
})
