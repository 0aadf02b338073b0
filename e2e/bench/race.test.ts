import { describe, expect, it } from 'vitest'
import { Entrant } from './entrant'
import type { StageHandle } from './handle'
import { raceShape } from './race'
import { finishRows } from './rows'
import type { Preparation, StageCalls, StageSetup } from './stage'
import { SUITE } from './suite'

const [SHAPE, OTHER] = [SUITE[9]!, SUITE[0]!]
const RIGHT: Preparation = { ok: true, variant: 'v', relativeError: 1e-7 }
const WRONG: Preparation = {
  ok: false,
  problem: { kind: 'wrong', message: 'WRONG: …', variant: 'v', relativeError: 0.5 },
}
const setup = (engine: StageSetup['engine']): StageSetup => ({
  engine,
  variant: 'auto',
  profile: 'auto',
  threads: 1,
})

/** A process that does what `calls` say; every call is noted in `log`. */
function entrant(
  engine: StageSetup['engine'],
  log: string[],
  calls: Partial<Record<keyof StageCalls, () => unknown>> = {},
): Entrant {
  const defaults = { open: () => '', prepare: () => RIGHT, run: () => 100, finish: () => RIGHT }
  const start = (): Promise<StageHandle> => {
    log.push(`${engine} starts`)
    const call = (name: keyof StageCalls): Promise<unknown> => {
      log.push(`${engine} ${name}`)
      const answer = { ...defaults, ...calls }[name as keyof typeof defaults]
      return new Promise((resolve) => resolve(answer()))
    }
    return Promise.resolve({
      runtime: 'a fake',
      call: call as StageHandle['call'],
      residentMb: () => Promise.resolve(null),
      pids: () => Promise.resolve([]),
      close: () => Promise.resolve(void log.push(`${engine} is closed`)),
    })
  }
  return new Entrant(setup(engine), 'node', { start, pin: false })
}

const quietly = { runs: 2, tell: () => undefined }

const timed = (log: readonly string[]): string[] => log.filter((line) => line.endsWith(' run'))

describe('a race', () => {
  it('checks every engine before any is timed, then lets them run in turns', async () => {
    const log: string[] = []
    const slower = entrant('onnxruntime', log, { run: () => 200 })
    const rows = await raceShape(SHAPE, [entrant('cpu', log), slower], quietly)
    expect(log).toEqual([
      ...['cpu starts', 'cpu open', 'cpu prepare'],
      ...['onnxruntime starts', 'onnxruntime open', 'onnxruntime prepare'],
      // three to warm up, two that count
      ...['cpu run', 'cpu run', 'cpu run'],
      ...['onnxruntime run', 'onnxruntime run', 'onnxruntime run'],
      ...['cpu run', 'onnxruntime run', 'cpu run', 'onnxruntime run'],
      ...['cpu finish', 'onnxruntime finish'],
    ])
    const [cpu] = finishRows(rows)
    expect(cpu).toMatchObject({ ms: { median: 100, n: 2 }, ratio: { onnxruntime: 2 } })
  })

  it('never times an engine that is wrong, and gives it no time', async () => {
    const log: string[] = []
    const wrong = entrant('cpu', log, { prepare: () => WRONG })
    const [row] = await raceShape(SHAPE, [wrong, entrant('onnxruntime', log)], quietly)
    expect(new Set(timed(log))).toEqual(new Set(['onnxruntime run']))
    expect(row).toMatchObject({ ms: null, problem: 'WRONG: …', problemKind: 'wrong' })
  })

  it('takes the time back when the last result is wrong', async () => {
    const [row] = await raceShape(SHAPE, [entrant('cpu', [], { finish: () => WRONG })], quietly)
    expect(row).toMatchObject({ ms: null, problemKind: 'wrong', relativeError: 0.5 })
  })

  it('reports the larger of both errors', async () => {
    const worse = { ...RIGHT, relativeError: 3e-7 }
    const [row] = await raceShape(SHAPE, [entrant('cpu', [], { finish: () => worse })], quietly)
    expect(row?.relativeError).toBe(3e-7)
  })

  it('goes on without a process that died, and starts it again for the next shape', async () => {
    const log: string[] = []
    let deaths = 0
    const run = (): number => {
      if (deaths++ > 0) return 100
      throw new Error('Its process ended (SIGKILL).')
    }
    const entrants = [entrant('cpu', log, { run }), entrant('onnxruntime', log)]
    const [dead, alive] = await raceShape(SHAPE, entrants, quietly)
    expect(dead).toMatchObject({ ms: null, problemKind: 'failed' })
    expect(dead?.problem).toBe('Its process ended (SIGKILL).')
    expect(alive?.ms?.n).toBe(2)
    const [again] = await raceShape(OTHER, entrants, quietly)
    expect(again?.ms?.n).toBe(2)
    expect(log.filter((line) => /^cpu (starts|is closed)$/.test(line))).toEqual([
      'cpu starts',
      'cpu is closed',
      'cpu starts',
    ])
  })
})
