import { describe, expect, it } from 'vitest'
import type { EngineReport, JobResult } from '../../electron/contract/jobs'
import { raceOption, rowLabel, timeText, type ChartLook, type ChartWords } from './race-chart'
import { raceRows, rankedRows, timedRows, timesFastest, type EngineWords } from './race-rows'
import { raceCsv, raceText } from './race-text'

const WORDS: EngineWords = {
  reference: 'Reference',
  cpu: 'CPU',
  webgpu: 'WebGPU',
  software: 'WebGPU, software',
  fault: ({ message }) => message,
}
const LOOK: ChartLook = {
  text: '#111',
  muted: '#666',
  line: '#ccc',
  panel: '#fff',
  processor: '#00f',
  gpu: '#0f0',
  font: 'sans-serif',
  digits: 1,
}
const CHART_WORDS: ChartWords = {
  axis: 'ms',
  median: 'median',
  spread: 'spread',
  run: 'run',
  describe: 'Two engines.',
}

function report(change: Partial<EngineReport>): EngineReport {
  return {
    engine: 'cpu',
    variant: 'wasm-direct-4x2-128',
    reason: { kind: 'only' },
    threads: 2,
    software: false,
    prepareMs: 1,
    uploadMs: 2,
    computeMs: { median: 10, min: 8, max: 14, n: 3 },
    runsMs: [8, 10, 14],
    coldMs: 20,
    readbackMs: 3,
    clock: 'wall',
    gflops: 5,
    maxAbsError: 1e-7,
    relativeError: 2e-8,
    agrees: true,
    compared: 64,
    whole: false,
    ...change,
  }
}

const result: JobResult = {
  id: '1',
  name: 'race',
  input: { channels: 3, height: 4, width: 4 },
  output: { channels: 1, height: 4, width: 4 },
  macs: 432,
  engines: [
    { engine: 'cpu', ok: true, report: report({}) },
    {
      engine: 'webgpu',
      ok: true,
      report: report({
        engine: 'webgpu',
        software: true,
        computeMs: { median: 40, min: 30, max: 50, n: 3 },
        runsMs: [30, 40, 50],
      }),
    },
    { engine: 'cpu', ok: true, report: report({ variant: 'wrong', agrees: false }) },
    { engine: 'webgpu', ok: false, fault: { code: 'unsupported', message: '=No, "never".' } },
  ],
  statistics: [],
  artifacts: [],
}
const rows = raceRows(result, WORDS)

describe('lines of the race', () => {
  it('tell a software adapter, a withheld time and a failure apart', () => {
    expect(rows.map(({ kind, name }) => [kind, name])).toEqual([
      ['timed', 'CPU'],
      ['timed', 'WebGPU, software'],
      ['withheld', 'CPU'],
      ['failed', 'WebGPU'],
    ])
  })

  it('are ranked by their time, those without one last', () => {
    const order = rankedRows([...rows].reverse()).map(({ kind, name }) => `${kind} ${name}`)
    expect(order).toEqual(['timed CPU', 'timed WebGPU, software', 'failed WebGPU', 'withheld CPU'])
  })

  it('are compared with the fastest', () => {
    expect(timedRows(rows).map((row) => timesFastest(row, rows))).toEqual([1, 4])
  })
})

describe('the chart', () => {
  const option = raceOption({ rows: timedRows(rows), isLog: false }, LOOK, CHART_WORDS)
  const [bars, whiskers, points] = option.series as { data: unknown[] }[]

  it('has a bar of the median and a whisker for each line with a time', () => {
    expect(bars!.data.map((bar) => (bar as { value: number }).value)).toEqual([10, 40])
    expect(whiskers!.data).toEqual([
      [0, 8, 14],
      [1, 30, 50],
    ])
  })

  it('has a point for each run', () => {
    expect(points!.data).toEqual([
      [8, 0],
      [10, 0],
      [14, 0],
      [30, 1],
      [40, 1],
      [50, 1],
    ])
  })

  it('colours a software adapter as the processor it is', () => {
    const colours = bars!.data.map(
      (bar) => (bar as { itemStyle: { color: string } }).itemStyle.color,
    )
    expect(colours).toEqual([LOOK.processor, LOOK.processor])
  })

  it('has names for people who do not see it', () => {
    expect(option.aria).toMatchObject({ enabled: true, label: { description: 'Two engines.' } })
    expect(rowLabel(timedRows(rows)[0]!)).toBe('CPU\nwasm-direct-4x2-128')
  })

  it('writes larger for a room', () => {
    const { xAxis, yAxis } = raceOption(
      { rows: timedRows(rows), isLog: false },
      { ...LOOK, digits: 1.5 },
      CHART_WORDS,
    )
    expect(xAxis).toMatchObject({ axisLabel: { fontSize: 18 }, nameTextStyle: { fontSize: 18 } })
    expect(yAxis).toMatchObject({ axisLabel: { fontSize: 18 } })
  })

  it('starts a logarithmic axis below every run', () => {
    const { xAxis } = raceOption({ rows: timedRows(rows), isLog: true }, LOOK, CHART_WORDS)
    expect(xAxis).toMatchObject({ type: 'log', min: 0.1 })
  })

  it.each([
    [0.01234, '0.0123'],
    [12.345, '12.3'],
    [1234.5, '1235'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(timeText(ms)).toBe(text)
  })
})

describe('the table as text', () => {
  it('keeps every number and withholds the time of a wrong result', () => {
    const [, first, , withheld] = raceText(rows).split('\n')
    expect(first).toBe('CPU\twasm-direct-4x2-128\t2\t1\t2\t10\t8\t14\t3\t3\t5\t1e-7\t2e-8\ttrue')
    expect(withheld).toBe('CPU\twrong\t2\t\t\t\t\t\t3\t\t\t1e-7\t2e-8\tfalse')
  })

  it('quotes what a spreadsheet would take for something else', () => {
    expect(raceCsv(rows).split('\r\n').at(-1)).toBe(`WebGPU,"'=No, ""never""."`)
    expect(raceCsv(rows)).toContain('"WebGPU, software"')
  })
})
