import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FaultError } from '../contract/faults'
import type { Job, JobProgress, JobResult } from '../contract/jobs'
import { DEFAULT_SETTINGS } from '../contract/spec'
import { CANCEL_MS, JobQueue } from './queue'

const jobOf = (id: string): Job => ({
  id,
  name: id,
  picture: 'picture-1',
  layer: {
    ...DEFAULT_SETTINGS,
    weights: { kind: 'values', shape: [1, 1, 1, 1], data: new Float32Array(1) },
    bias: null,
  },
  save: [],
  engines: ['cpu'],
  variant: 'auto',
  threads: 0,
  warmup: 0,
  runs: 1,
})
const resultOf = (id: string) => ({ id }) as JobResult
const lost = () => new FaultError('compute-lost', 'It went away.')

/** A compute window in the test's hands. */
class Hands {
  readonly started: string[] = []
  readonly cancelled: string[] = []
  readonly progress: JobProgress[] = []
  restarts = 0
  #settle: { resolve: (result: JobResult) => void; reject: (error: Error) => void } | null = null
  readonly queue = new JobQueue(
    {
      execute: (job) => {
        this.started.push(job.id)
        return new Promise((resolve, reject) => (this.#settle = { resolve, reject }))
      },
      cancel: (id) => this.cancelled.push(id),
      restart: () => {
        this.restarts++
        this.fail(lost())
      },
    },
    (progress) => this.progress.push(progress),
  )

  finish(id: string): void {
    this.#settle?.resolve(resultOf(id))
  }

  fail(error: Error): void {
    this.#settle?.reject(error)
  }
}

const tick = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}
let hands: Hands

beforeEach(() => {
  vi.useFakeTimers()
  hands = new Hands()
})
afterEach(() => vi.useRealTimers())

describe('jobs', () => {
  test('run one at a time and in order', async () => {
    const [first, second] = [hands.queue.run(jobOf('a')), hands.queue.run(jobOf('b'))]
    expect(hands.started).toEqual(['a'])
    hands.finish('a')
    expect(await first).toEqual({ id: 'a' })
    await tick()
    expect(hands.started).toEqual(['a', 'b'])
    hands.finish('b')
    expect(await second).toEqual({ id: 'b' })
  })

  test('of an id that is in the queue already are refused', () => {
    void hands.queue.run(jobOf('a'))
    expect(() => hands.queue.run(jobOf('a'))).toThrow('A job with the id "a"')
  })

  test('that fail do not stop the next', async () => {
    const first = hands.queue.run(jobOf('a'))
    void hands.queue.run(jobOf('b'))
    hands.fail(new FaultError('bad-spec', 'Kernel height 9 …'))
    await expect(first).rejects.toMatchObject({ code: 'bad-spec' })
    await tick()
    expect(hands.started).toEqual(['a', 'b'])
  })
})

describe('a cancelled job', () => {
  test('that waits never starts', async () => {
    void hands.queue.run(jobOf('a'))
    const waiting = hands.queue.run(jobOf('b'))
    hands.queue.cancel('b')
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    hands.finish('a')
    await tick()
    expect(hands.started).toEqual(['a'])
  })

  test('that runs is asked to stop, and the compute window is left alone when it does', async () => {
    const running = hands.queue.run(jobOf('a'))
    hands.queue.cancel('a')
    expect(hands.cancelled).toEqual(['a'])
    hands.fail(new FaultError('cancelled', 'Cancelled.'))
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(hands.restarts).toBe(0)
  })

  test('settles within a second although the compute window does not answer', async () => {
    const running = hands.queue.run(jobOf('a'))
    const settled = expect(running).rejects.toMatchObject({ code: 'cancelled' })
    void hands.queue.run(jobOf('b'))
    hands.queue.cancel('a')
    await vi.advanceTimersByTimeAsync(CANCEL_MS)
    await settled
    expect(CANCEL_MS).toBeLessThan(1000)
    expect(hands.restarts).toBe(1)
    expect(hands.started).toEqual(['a', 'b'])
  })

  test('does not run again when the compute window dies before it settles', async () => {
    const running = hands.queue.run(jobOf('a'))
    hands.queue.cancel('a')
    hands.fail(lost())
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(hands.started).toEqual(['a'])
  })

  test('that nobody knows is no matter', () => {
    hands.queue.cancel('z')
    expect(hands.cancelled).toEqual([])
  })
})

describe('when the compute window dies', () => {
  test('the job runs again, once, and its progress says so', async () => {
    const running = hands.queue.run(jobOf('a'))
    expect(hands.queue.willRunAgain).toBe(true)
    hands.fail(lost())
    await tick()
    expect(hands.queue.willRunAgain).toBe(false)
    expect(hands.started).toEqual(['a', 'a'])
    expect(hands.progress.at(-1)).toMatchObject({ id: 'a', state: 'retrying' })
    hands.queue.progress({ ...hands.progress[0]!, state: 'running', fraction: 0.5 })
    expect(hands.progress.at(-1)).toMatchObject({ state: 'retrying', fraction: 0.5 })
    hands.finish('a')
    expect(await running).toEqual({ id: 'a' })
  })

  test('twice, the job fails and the next one has its own second try', async () => {
    const running = hands.queue.run(jobOf('a'))
    void hands.queue.run(jobOf('b'))
    hands.fail(lost())
    await tick()
    hands.fail(lost())
    await expect(running).rejects.toMatchObject({ code: 'compute-lost' })
    await tick()
    expect(hands.queue.willRunAgain).toBe(true)
  })
})

test('progress of a job that does not run any more is not shown', async () => {
  const running = hands.queue.run(jobOf('a'))
  hands.finish('a')
  await running
  const told = hands.progress.length
  hands.queue.progress({ ...hands.progress[0]!, fraction: 1 })
  expect(hands.progress).toHaveLength(told)
})
