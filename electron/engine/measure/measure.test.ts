import { describe, expect, test } from 'vitest'
import { FaultError } from '../../contract/faults'
import { loadCase } from '../convolution/cases'
import { createReferenceEngine } from '../convolution/reference-engine'
import type { Engine, PreparedConvolution } from '../engine'
import { runReference } from '../convolution/reference'
import { exactErrorBound } from './agreement'
import { measureEngine, measureEngines, type Contender, type MeasureWatch } from './measure'

const TASK = loadCase({ name: 'deck', input: [2, 3, 3], weights: [1, 2, 2, 2] })
const nothing = () => undefined
const WATCH: MeasureWatch = {
  signal: new AbortController().signal,
  onProgress: nothing,
  onOutput: nothing,
}

/** An engine that notes what it does; its i-th run takes i + 1 ms and `spoil` may change its result. */
function fake(
  name: 'cpu' | 'webgpu',
  log: string[],
  spoil: (output: Float32Array, run: number) => void = nothing,
): Engine {
  const prepared = (): PreparedConvolution => {
    let runs = 0
    return {
      variant: `${name}-fake`,
      reason: { kind: 'only' },
      threads: 2,
      software: name === 'webgpu',
      prepareMs: 7,
      errorBound: exactErrorBound(TASK.convolution),
      run: async () => {
        log.push(`${name} run`)
        const { output } = await runReference(TASK.convolution, TASK.input)
        const result = Float32Array.from(output)
        spoil(result, runs)
        return { output: result, uploadMs: 0.5, computeMs: ++runs, readbackMs: 0.25, clock: 'wall' }
      },
      dispose: () => void log.push(`${name} dispose`),
    }
  }
  return {
    capabilities: () => ({ engine: name, variants: [], software: false, maxThreads: 2 }),
    prepare: async () => {
      log.push(`${name} prepare`)
      return prepared()
    },
    dispose: nothing,
  }
}

const contender = (name: 'cpu' | 'webgpu', engine: Engine, runs = 2): Contender => ({
  name,
  engine: () => engine,
  options: { variant: 'auto', threads: 0 },
  warmup: 1,
  runs,
})

describe('engines that are compared', () => {
  test('prepare and run cold one after the other, then take turns', async () => {
    const log: string[] = []
    const both = [contender('cpu', fake('cpu', log)), contender('webgpu', fake('webgpu', log))]
    await measureEngines(both, TASK, WATCH)
    const turn = ['cpu run', 'webgpu run']
    expect(log).toEqual([
      ...['cpu prepare', 'cpu run', 'webgpu prepare', 'webgpu run'],
      ...[...turn, ...turn, ...turn],
      ...['cpu dispose', 'webgpu dispose'],
    ])
  })

  test('report the measured runs alone, the cold one apart', async () => {
    const report = await measureEngine(contender('cpu', fake('cpu', []), 3), TASK, WATCH)
    expect(report).toMatchObject({
      engine: 'cpu',
      variant: 'cpu-fake',
      threads: 2,
      prepareMs: 7,
      coldMs: 1,
      runsMs: [3, 4, 5],
      computeMs: { median: 4, min: 3, max: 5, n: 3 },
      uploadMs: 0.5,
      readbackMs: 0.25,
      clock: 'wall',
      agrees: true,
      whole: true,
      compared: 4,
      gflops: (2 * 32) / 4e6,
    })
  })

  test('that have no measured run give the cold one', async () => {
    const report = await measureEngine(
      { ...contender('cpu', fake('cpu', []), 0), warmup: 0 },
      TASK,
      WATCH,
    )
    expect(report).toMatchObject({ coldMs: 1, runsMs: [1], computeMs: { n: 1 } })
  })

  test('hand over their first result, once', async () => {
    const given: [string, number[]][] = []
    await measureEngines([contender('cpu', fake('cpu', []))], TASK, {
      ...WATCH,
      onOutput: (engine, output) => given.push([engine, [...output]]),
    })
    const { output } = await runReference(TASK.convolution, TASK.input)
    expect(given).toEqual([['cpu', [...Float32Array.from(output)]]])
  })

  test('tell how far the whole has come, never backwards', async () => {
    const told: number[] = []
    const log: string[] = []
    const both = [contender('cpu', fake('cpu', log)), contender('webgpu', fake('webgpu', log))]
    await measureEngines(both, TASK, {
      ...WATCH,
      onProgress: (_engine, _phase, fraction) => told.push(fraction),
    })
    expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((step) => step / 8))
  })
})

describe('an engine whose result differs', () => {
  const wrong = (log: string[]) => fake('cpu', log, (output) => output.fill(0))

  test('is not measured any further, and the other is', async () => {
    const log: string[] = []
    const both = [contender('cpu', wrong(log)), contender('webgpu', fake('webgpu', log))]
    const outcomes = await measureEngines(both, TASK, WATCH)
    expect(outcomes.map((one) => one.ok && one.report.agrees)).toEqual([false, true])
    expect(log.filter((line) => line === 'cpu run')).toHaveLength(1)
    expect(log.filter((line) => line === 'webgpu run')).toHaveLength(4)
  })

  test('is found although only its last run went wrong', async () => {
    const engine = fake('cpu', [], (output, run) => void (run === 3 && output.fill(0)))
    const report = await measureEngine(contender('cpu', engine), TASK, WATCH)
    expect(report.agrees).toBe(false)
  })
})

describe('an engine that fails', () => {
  const failing: Contender = {
    ...contender('cpu', fake('cpu', [])),
    engine: () => {
      throw new FaultError('gpu-unavailable', 'No adapter.')
    },
  }

  test('has its fault as outcome, and stops no other', async () => {
    const other = contender('webgpu', fake('webgpu', []))
    const [first, second] = await measureEngines([failing, other], TASK, WATCH)
    expect(first).toEqual({
      engine: 'cpu',
      ok: false,
      fault: { code: 'gpu-unavailable', message: 'No adapter.' },
    })
    expect(second?.ok).toBe(true)
  })

  test('alone throws it', async () => {
    await expect(measureEngine(failing, TASK, WATCH)).rejects.toMatchObject({
      message: 'No adapter.',
    })
  })
})

test('a cancel ends everything, and what was prepared is given back', async () => {
  const log: string[] = []
  const abort = new AbortController()
  const engine = fake('cpu', log, () => abort.abort())
  const measuring = measureEngines([contender('cpu', engine)], TASK, {
    ...WATCH,
    signal: abort.signal,
  })
  await expect(measuring).rejects.toMatchObject({ code: 'cancelled' })
  expect(log).toEqual(['cpu prepare', 'cpu run', 'cpu dispose'])
})

test('the reference is an engine like the others', async () => {
  const report = await measureEngine(
    {
      name: 'reference',
      engine: createReferenceEngine,
      options: { variant: 'auto', threads: 0 },
      warmup: 0,
      runs: 0,
    },
    TASK,
    WATCH,
  )
  expect(report).toMatchObject({
    engine: 'reference',
    variant: 'reference-f64',
    threads: 1,
    agrees: true,
    computeMs: { n: 1 },
  })
})
