import { beforeEach, describe, expect, test } from 'vitest'
import type { Job, JobProgress } from '../contract/jobs'
import { writeNpy } from '../engine/tensors/npy'
import type { Bench } from './bench'
import { createComputeCalls, throttle } from './compute-calls'
import { execute } from './execute'
import { createTestBench, DECK, DECK_LAYER, openNumbers } from './test-bench'

const { weights, ...SETTINGS } = DECK_LAYER
const JOB: Job = {
  id: 'a',
  name: 'deck',
  picture: 'deck',
  layer: { ...SETTINGS, weights: { kind: 'values', ...weights }, bias: null },
  save: [],
  engines: ['reference'],
  variant: 'auto',
  threads: 0,
  warmup: 1,
  runs: 3,
}
const watch = () => ({ signal: new AbortController().signal, tell: () => undefined })
let bench: Bench

beforeEach(() => {
  bench = createTestBench()
  openNumbers(bench, 'deck', [2, 3, 3], DECK)
})

describe('a job', () => {
  test('gives sizes, statistics of the result and a report per engine', async () => {
    const result = await execute(bench, JOB, watch())
    expect(result).toMatchObject({
      id: 'a',
      name: 'deck',
      input: { channels: 2, height: 3, width: 3 },
      output: { channels: 1, height: 2, width: 2 },
      macs: 32,
      statistics: [{ min: 56, max: 120, mean: 88 }],
      engines: [{ engine: 'reference', ok: true, report: { agrees: true } }],
      artifacts: [],
    })
  })

  test('runs the reference once beside others, as often as told alone', async () => {
    const runsOf = async (engines: Job['engines']) => {
      const result = await execute(bench, { ...JOB, engines }, watch())
      return result.engines.map((one) => one.ok && one.report.computeMs.n)
    }
    expect(await runsOf(['reference'])).toEqual([3])
    expect(await runsOf(['reference', 'cpu'])).toEqual([1, 3])
    expect(await runsOf(['cpu', 'cpu'])).toEqual([3])
  })

  test('goes on without an engine that is not there', async () => {
    const result = await execute(bench, { ...JOB, engines: ['webgpu', 'cpu'] }, watch())
    expect(result.engines).toMatchObject([
      { engine: 'webgpu', ok: false, fault: { code: 'gpu-unavailable' } },
      { engine: 'cpu', ok: true },
    ])
  })

  test('brings NPY weights and bias', async () => {
    const layer = {
      ...SETTINGS,
      weights: npy('w.npy', [1, 2, 2, 2], [0, 1, 2, 3, 1, 2, 3, 4]),
      bias: npy('b.npy', [1], [4]),
    }
    const { statistics } = await execute(bench, { ...JOB, layer }, watch())
    expect(statistics).toMatchObject([{ min: 60, max: 124 }])
  })

  test.each([
    [
      'weights of three dimensions',
      { weights: npy('w.npy', [2, 2, 2], Array(8).fill(1)) },
      'bad-weights',
      '3 dimension(s), [2, 2, 2]',
    ],
    ['a bias of two', { bias: npy('b.npy', [1, 1], [4]) }, 'bad-weights', '2 dimension(s), [1, 1]'],
    [
      'a file that is no NPY',
      { bias: { kind: 'npy', name: 'b.npy', bytes: new Uint8Array(3) } },
      'bad-array',
      'b.npy is not an NPY file',
    ],
  ] as const)('refuses %s', async (_what, part, code, sentence) => {
    const job: Job = { ...JOB, layer: { ...JOB.layer, ...part } }
    await expect(execute(bench, job, watch())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence) as string,
    })
  })

  test('leaves the files it was asked for', async () => {
    const { artifacts } = await execute(bench, { ...JOB, save: ['npy', 'png'] }, watch())
    expect(artifacts.map(({ fileName }) => fileName)).toEqual([
      'deck.reference.npy',
      'deck.reference.0.png',
    ])
  })

  test('puts a variant before the engine it belongs to, and before all when it is nobody’s', async () => {
    const outcomes = async (variant: string, engines: Job['engines']) =>
      (await execute(bench, { ...JOB, variant, engines }, watch())).engines.map((one) => one.ok)
    // in this bench the reference plays the CPU's part: it knows `reference-f64` alone
    expect(await outcomes('wasm-direct', ['cpu'])).toEqual([false])
    expect(await outcomes('wgsl-tiled', ['cpu', 'webgpu'])).toEqual([true, false])
    expect(await outcomes('wgsl-tiled', ['cpu'])).toEqual([false])
  })
})

function npy(name: string, shape: readonly number[], values: readonly number[]) {
  return { kind: 'npy', name, bytes: writeNpy(shape, Float32Array.from(values)) } as const
}

test('a job is cancelled by its id', async () => {
  const calls = createComputeCalls(bench, () => undefined)
  const running = calls.execute({ ...JOB, runs: 1000 })
  await calls.cancel({ id: 'another' })
  await calls.cancel({ id: 'a' })
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
})

test('progress is told at most every 50 ms, but every step', () => {
  let now = 0
  const told: JobProgress[] = []
  const tell = throttle(
    (progress) => told.push(progress),
    () => now,
  )
  const step = { id: 'a', name: 'a', state: 'running', engine: 'cpu', phase: 'measure' } as const
  tell({ ...step, fraction: 0.1 })
  now = 49
  tell({ ...step, fraction: 0.2 })
  now = 50
  tell({ ...step, fraction: 0.3 })
  tell({ ...step, engine: 'webgpu', fraction: 0.4 })
  expect(told.map(({ fraction }) => fraction)).toEqual([0.1, 0.3, 0.4])
})
