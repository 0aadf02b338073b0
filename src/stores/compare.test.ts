// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import type { CompareRequest, JobProgress, JobResult } from '../../electron/contract/jobs'
import type { PictureInfo } from '../../electron/contract/tensors'
import { useCompareStore } from './compare'
import { usePicturesStore } from './pictures'
import { jobsOf, mergeResults } from './race-jobs'

const lab = vi.hoisted(() => ({
  compare: vi.fn<(id: string, request: CompareRequest) => Promise<JobResult>>(),
  cancelJob: vi.fn<(id: string) => Promise<void>>(),
  listeners: new Set<(step: JobProgress) => void>(),
}))
vi.mock('../lab', () => ({
  compare: lab.compare,
  cancelJob: lab.cancelJob,
  onEvent: (_: string, listener: (step: JobProgress) => void) => {
    lab.listeners.add(listener)
    return () => lab.listeners.delete(listener)
  },
}))

const shape = { channels: 3, height: 2, width: 2 }
const picture = { id: 'p', name: 'p.png', shape } as PictureInfo

function resultOf(request: CompareRequest): JobResult {
  const engines = request.engines.map((engine) => ({
    engine,
    ok: false as const,
    fault: { code: 'unsupported' as const, message: request.variant },
  }))
  const size = { channels: 1, height: 2, width: 2 }
  return {
    id: '',
    name: '',
    input: shape,
    output: size,
    macs: 1,
    engines,
    statistics: [],
    artifacts: [],
  }
}

beforeEach(() => {
  setActivePinia(createPinia())
  lab.compare.mockReset().mockImplementation((_, request) => Promise.resolve(resultOf(request)))
  lab.cancelJob.mockReset().mockResolvedValue()
  usePicturesStore().current = picture
})

const RACERS = [
  { engine: 'cpu', variant: 'auto' },
  { engine: 'webgpu', variant: 'auto' },
  { engine: 'cpu', variant: 'typescript' },
] as const

describe('jobs of a race', () => {
  const options = { racers: RACERS, threads: 2, warmup: 1, runs: 5 }

  it('are one for each variant', () => {
    expect(jobsOf(options)).toEqual([
      { engines: ['cpu', 'webgpu'], variant: 'auto', threads: 2, warmup: 1, runs: 5 },
      { engines: ['cpu'], variant: 'typescript', threads: 2, warmup: 1, runs: 5 },
    ])
  })

  it('need someone to run', () => {
    expect(() => jobsOf({ ...options, racers: [] })).toThrow('No engine is in the race')
    expect(() => mergeResults([])).toThrow(RangeError)
  })
})

describe('the race', () => {
  it('runs its jobs one after another and shows all engines together', async () => {
    const store = useCompareStore()
    const result = await store.run({ racers: RACERS })
    expect(lab.compare).toHaveBeenCalledTimes(2)
    expect(result?.engines.map(({ engine }) => engine)).toEqual(['cpu', 'webgpu', 'cpu'])
    expect(store.subject?.picture).toBe(picture)
    expect(lab.listeners.size).toBe(0)
  })

  it('counts the progress of its own job only', async () => {
    const store = useCompareStore()
    let end = (): void => undefined
    lab.compare.mockImplementationOnce(
      (_, request) => new Promise((resolve) => (end = () => resolve(resultOf(request)))),
    )
    const running = store.run({ racers: RACERS })
    const id = lab.compare.mock.calls[0]![0]
    const step = { name: '', state: 'running', engine: 'cpu', phase: 'measure' } as const
    for (const tell of lab.listeners) tell({ ...step, id: 'another', fraction: 0.9 })
    expect(store.fraction).toBe(0)
    for (const tell of lab.listeners) tell({ ...step, id, fraction: 0.5 })
    expect(store.fraction).toBe(0.25)
    end()
    await running
    expect(store.progress).toBeNull()
  })

  it('is cancelled: the job is told, no other starts, the old result stays', async () => {
    const store = useCompareStore()
    const old = await store.run({ racers: [RACERS[0]] })
    lab.compare.mockReset().mockImplementationOnce(
      () =>
        new Promise((_, reject) => {
          lab.cancelJob.mockImplementationOnce(() => {
            reject(new FaultError('cancelled', 'Cancelled; nothing was changed.'))
            return Promise.resolve()
          })
        }),
    )
    const running = store.run({ racers: RACERS })
    await store.cancel()
    expect(await running).toBeNull()
    expect(lab.compare).toHaveBeenCalledTimes(1)
    expect(store.fault?.code).toBe('cancelled')
    expect(store.result).toEqual(old)
    expect(store.isRunning).toBe(false)
  })

  it('says what is missing', async () => {
    usePicturesStore().current = null
    const store = useCompareStore()
    expect(await store.run()).toBeNull()
    expect(store.fault?.message).toBe('No picture is open; open one to run the race.')
  })
})
