import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveWay } from '../../measure/pause'
import { TensorMemory } from '../../tensors/memory'
import type { FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { bundleNodeThread } from './bundle-node-thread'
import type { CreateWorker } from './control'
import type { Patience } from './watch-run'
import { WorkerPool } from './worker-pool'

/** The strip in which a doomed thread ends, when its value is written. */
const LAST_STRIP = 3
const DOOM = `{
  const { Instance } = WebAssembly
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports)
    let strips = 0
    const strip = (...words) => ++strips === ${LAST_STRIP} ? DIE : exports.strip(...words)
    return { exports: { strip } }
  }
}`
const STRIPS = 40
const nothing = () => undefined

/** How often strip 0 was entered, and then the value of every strip. */
const [COUNT_AT, VALUES_AT] = [0, 4]

type Special = (f: FunctionEmitter, attempts: Local, parameters: Local) => void

/** Writes 7 · (index + 1) into the index-th value; strip 0 does something special before it. */
function module(special: Special): Promise<WebAssembly.Module> {
  const emitter = new ModuleEmitter(true)
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  emitter.export('strip', signature, (f) => {
    const [index, , parameters] = f.parameters(3)
    const attempts = f.local('i32')
    f.get(index).op('i32.eqz')
    f.when(() => {
      f.get(parameters).op('i32.load', COUNT_AT).int(1).op('i32.add').set(attempts)
      f.get(parameters, attempts).op('i32.store', COUNT_AT)
      special(f, attempts, parameters)
    })
    f.get(parameters).get(index).int(2).op('i32.shl').op('i32.add')
    f.get(index).int(1).op('i32.add').int(7).op('i32.mul').op('i32.store', VALUES_AT)
  })
  return WebAssembly.compile(emitter.finish())
}

/** Loops for ever in the first `times` attempts. */
const hangs =
  (times: number): Special =>
  (f, attempts) => {
    f.get(attempts).int(times).op('i32.le_u')
    f.when(() => f.loop(() => f.int(1)))
  }

/** Strip 0 waits until another thread has written strip 3: its third, in which a doomed one ends. */
const waits: Special = (f, _, parameters) => {
  f.loop(() =>
    f
      .get(parameters)
      .op('i32.load', VALUES_AT + 12)
      .op('i32.eqz'),
  )
}

/** Stores beyond the end of the memory. */
const traps: Special = (f) => void f.int(-4).int(1).op('i32.store', 0)

let healthy: CreateWorker
let exiting: CreateWorker
const pools: WorkerPool[] = []
beforeAll(async () => {
  healthy = await bundleNodeThread()
  exiting = await bundleNodeThread(
    DOOM.replace('DIE', '(exports.strip(...words), process.exit(7))'),
  )
})
afterEach(() => pools.splice(0).forEach((pool) => pool.dispose()))

/** A pool of two threads, the first `doomed` of which end in their third strip, and one run on it. */
async function stage(special: Special, doomed = 0, patience: Partial<Patience> = {}) {
  const memory = new TensorMemory(true)
  let hired = 0
  const create: CreateWorker = () => (hired++ < doomed ? exiting() : healthy())
  const pool = new WorkerPool(memory, create, 2, patience)
  pools.push(pool)
  const routine = await pool.load(await module(special))
  const parameters = memory.reserve(4 + STRIPS * 4)
  const words = memory.integers(parameters, 1 + STRIPS).fill(0)
  const order = { routine, strips: STRIPS, scratchBytes: 64, parameters, threads: 2, work: 1 }
  const run = (signal = new AbortController().signal) =>
    pool.run({ ...order, signal, onProgress: nothing })
  const { signal } = new AbortController()
  const runOn = (threads: number) => pool.run({ ...order, threads, signal, onProgress: nothing })
  return { runOn, memory, pool, run, words, hired: () => hired, routine }
}

const WHOLE = Array.from({ length: STRIPS }, (_, index) => 7 * (index + 1))

describe('a run whose threads are lost', () => {
  const quick = { lookMs: 10, hangMs: 100, cancelMs: 100 }

  it('is made again on new threads when one exits in a strip', async () => {
    const { run, words, hired } = await stage(nothing, 2)
    await run()
    expect(hired()).toBe(4)
    expect([...words.subarray(1)]).toEqual(WHOLE)
    await run()
    expect(hired()).toBe(4)
  })

  it('fails with one sentence when they are lost again, and the next one runs', async () => {
    const { run, words, hired } = await stage(nothing, 4)
    await expect(run()).rejects.toMatchObject({
      code: 'internal',
      message:
        'The worker threads were lost twice in a row, one died (it ended with exit code 7); ' +
        'run it again with one thread.',
    })
    await run()
    expect(hired()).toBe(6)
    expect([...words.subarray(1)]).toEqual(WHOLE)
  })

  it('is made again when a routine hangs once', async () => {
    const { run, words, hired } = await stage(hangs(1), 0, quick)
    await run()
    expect(hired()).toBe(4)
    expect(words[0]).toBe(2)
    expect([...words.subarray(1)]).toEqual(WHOLE)
  })

  it('fails when it hangs twice, and leaves no thread that holds the next one up', async () => {
    const { run, words } = await stage(hangs(2), 0, quick)
    await expect(run()).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('twice in a row, they stood still for 0.1 s') as string,
    })
    await run()
    expect([...words.subarray(1)]).toEqual(WHOLE)
  })

  it('is not made again when a routine traps: it would trap again', async () => {
    const { run, words, hired } = await stage(traps)
    await expect(run()).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^A routine stopped: RuntimeError: .*bounds/) as string,
    })
    expect([words[0], hired()]).toEqual([1, 2])
  })

  it('is cancelled though a thread hangs, and is not made again', async () => {
    const { run, words, hired } = await stage(hangs(1), 0, { ...quick, hangMs: 60_000 })
    const controller = new AbortController()
    const running = run(controller.signal)
    while (Atomics.load(words, 0) === 0) await giveWay()
    controller.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect([words[0], hired()]).toEqual([1, 2])
    await run()
    expect([words[0], hired()]).toEqual([2, 4])
    expect([...words.subarray(1)]).toEqual(WHOLE)
  })

  it('leaves nothing behind in the memory when the pool is closed', async () => {
    const { run, memory, pool, words } = await stage(hangs(1), 0, quick)
    await run()
    pool.dispose()
    expect(memory.takenBytes).toBe(Math.ceil((words.byteLength + 64) / 64) * 64)
  })

  it('keeps what a lost thread may still write to out of use until it is gone', async () => {
    const memory = new TensorMemory(true)
    let isGone: () => void = nothing
    memory.holdReleases(new Promise<void>((resolve) => (isGone = resolve)))
    const block = memory.reserve(1000)
    memory.release(block)
    expect(memory.reserve(1000)).not.toBe(block)
    isGone()
    await giveWay()
    expect(memory.reserve(1000)).toBe(block)
  })
})

describe('a short run', () => {
  const short = { shortMs: Infinity }

  it('needs no other thread when it is on one', async () => {
    const { runOn, words, hired } = await stage(nothing, 2, short)
    for (let round = 1; round <= 3; round++) {
      words.fill(0, 1)
      await runOn(1)
      expect([...words.subarray(1)]).toEqual(WHOLE)
      expect(words[0]).toBe(round)
    }
    expect(hired()).toBe(2)
  })

  it('is made by the calling thread and the others', async () => {
    const { runOn, words, hired } = await stage(waits, 0, short)
    await runOn(2)
    expect([...words.subarray(1)]).toEqual(WHOLE)
    expect(hired()).toBe(2)
  })

  it('is made again when another thread exits in a strip', async () => {
    const { runOn, words, hired } = await stage(waits, 2, short)
    await runOn(2)
    expect(words[0]).toBe(2)
    expect(hired()).toBe(4)
    expect([...words.subarray(1)]).toEqual(WHOLE)
  })

  it('tells that a routine trapped, and the next one runs', async () => {
    const { runOn, words, hired } = await stage(traps, 0, short)
    const failure = { code: 'internal', message: expect.stringContaining('bounds') as string }
    await expect(runOn(1)).rejects.toMatchObject(failure)
    await expect(runOn(2)).rejects.toMatchObject(failure)
    expect([words[0], hired()]).toEqual([2, 2])
  })
})

describe('threads without work', () => {
  it('end, give their memory back, and others start for the next run', async () => {
    const healthy = await bundleNodeThread()
    const ended: Promise<void>[] = []
    let hired = 0
    let onEnd: () => void = nothing
    const ends = new Promise<void>((resolve) => (onEnd = resolve))
    const create: CreateWorker = () => {
      hired++
      const thread = healthy()
      const terminate = () => {
        const gone = thread.terminate()
        ended.push(gone)
        if (ended.length === 2) onEnd()
        return gone
      }
      return { ...thread, terminate }
    }
    const memory = new TensorMemory(true)
    const pool = new WorkerPool(memory, create, 2, { idleMs: 30 })
    const routine = await pool.load(await module(nothing))
    const run = async (parameters: number) => {
      await pool.run({
        ...{ routine, strips: STRIPS, scratchBytes: 1 << 20, parameters, threads: 2 },
        ...{ work: 1, signal: new AbortController().signal, onProgress: nothing },
      })
      return [...memory.integers(parameters + VALUES_AT, STRIPS)]
    }
    const parameters = memory.reserve(4 + STRIPS * 4)
    const first = await run(parameters)
    memory.release(parameters)
    const large = memory.memory
    await ends
    await Promise.all(ended)
    await giveWay()
    expect(memory.takenBytes).toBe(0)
    expect(memory.memory).not.toBe(large)
    expect(memory.sizeBytes).toBe(65_536)
    expect(await run(memory.reserve(4 + STRIPS * 4))).toEqual(first)
    expect(hired).toBeGreaterThanOrEqual(4)
    pool.dispose()
  })
})
