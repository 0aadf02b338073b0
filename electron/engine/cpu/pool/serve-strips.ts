import {
  CONTROL,
  CONTROL_WORDS,
  threadsOf,
  type RunNews,
  type WorkerNews,
  type WorkerOrder,
} from './control'
import { createForgetting } from './forget-routines'
import { ringBell } from './ring-bells'

/** `strip(index, scratch, parameters)` of a routine's module. */
export type Strip = (index: number, scratch: number, parameters: number) => void

/** Makes a module's routine callable over a memory. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Strip {
  return stripOf(new WebAssembly.Instance(module, { lab: { memory } }))
}

/** The same without holding up the thread. */
export async function instantiateLater(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Strip> {
  return stripOf(await WebAssembly.instantiate(module, { lab: { memory } }))
}

function stripOf({ exports }: WebAssembly.Instance): Strip {
  return exports['strip'] as Strip
}

/**
 * What a worker thread does: follows orders between runs, and sleeps on the control block while it
 * waits for the next run, so that a run starts without a message.
 */
export function serveStrips(post: (news: WorkerNews) => void): (order: WorkerOrder) => void {
  const routines = new Map<number, Strip>()
  const forget = createForgetting(routines)
  let start: Extract<WorkerOrder, { kind: 'start' }> | null = null
  return (order) => {
    if (order.kind === 'start') start = order
    else if (order.kind === 'unload') forget(order.routines)
    else if (!start) throw new Error(`the order ${order.kind} came before start`)
    else if (order.kind === 'load') {
      routines.set(order.routine, instantiate(order.module, start.memory))
    } else {
      const control = new Int32Array(start.memory.buffer, start.control, CONTROL_WORDS)
      post({ kind: 'waiting' })
      sleepAndRun({ control, index: start.index, routines, post }, order.wake)
    }
  }
}

/** What a thread takes strips with. */
interface TakingStrips {
  readonly control: Int32Array
  readonly index: number
  readonly routines: ReadonlyMap<number, Strip>
  readonly post: (news: RunNews) => void
}

/** Returns when there are messages. */
function sleepAndRun(serving: TakingStrips, first: number): void {
  const { control } = serving
  const bell = CONTROL.bells + serving.index
  for (let wake = first; ;) {
    while (Atomics.load(control, bell) === wake) Atomics.wait(control, bell, wake)
    wake = Atomics.load(control, bell)
    if (threadsOf(wake) === 0) return
    takeStrips(serving, wake)
  }
}

/** Takes strips of the run of this wake word until there are none, and says so when it was the last. */
export function takeStrips({ control, index, routines, post }: TakingStrips, wake: number): void {
  Atomics.add(control, CONTROL.arrived, 1)
  if (index + 1 < threadsOf(wake)) ringBell(control, wake, index + 1)
  const strip = routines.get(Atomics.load(control, CONTROL.routine))
  const scratch = Atomics.load(control, CONTROL.scratch + index)
  const parameters = Atomics.load(control, CONTROL.parameters)
  const strips = Atomics.load(control, CONTROL.strips)
  try {
    if (!strip) throw new Error('the routine is not loaded')
    while (Atomics.load(control, CONTROL.cancelled) === 0) {
      const next = Atomics.add(control, CONTROL.next, 1)
      if (next >= strips) break
      strip(next, scratch, parameters)
    }
  } catch (error) {
    Atomics.store(control, CONTROL.trapped, 1)
    Atomics.store(control, CONTROL.cancelled, 1)
    post({ kind: 'trapped', wake, message: String(error) })
  }
  if (Atomics.sub(control, CONTROL.active, 1) === 1) post({ kind: 'done', wake })
}
