import { describe, expect, test } from 'vitest'
import type { EngineOutcome, EngineReport, JobResult } from '../contract/jobs'
import type { MachineInfo } from '../contract/machine'
import { hasSucceeded, jsonDocument, type JobReport } from './job-report'
import { engineTable, jobLines, machineLine } from './report-table'

const REPORT: EngineReport = {
  engine: 'cpu',
  variant: 'wasm-direct-4x2-128',
  reason: { kind: 'only' },
  threads: 2,
  software: false,
  prepareMs: 3,
  uploadMs: 0.5,
  computeMs: { median: 12.34, min: 11.9, max: 15, n: 5 },
  runsMs: [12, 12.34, 11.9, 15, 13],
  coldMs: 20,
  readbackMs: 0,
  clock: 'wall',
  gflops: 41.2,
  maxAbsError: 1.2e-7,
  relativeError: 3e-8,
  agrees: true,
  compared: 260,
  whole: false,
}
const MACHINE: MachineInfo = {
  electron: '25.1.1',
  chromium: '114.0',
  node: '18.15.0',
  platform: 'linux-x64',
  cpus: 2,
  cpuModel: 'Zen',
  threads: 2,
  hasSharedMemory: true,
  variants: ['auto'],
  codeGeneration: { profile: 'ordered-128', isRight: true },
  gpu: { adapter: 'swiftshader', software: true, hasTimestamps: false },
  gpuAbsence: null,
}
const ok = (more: Partial<EngineReport> = {}): EngineOutcome => {
  const report = { ...REPORT, ...more }
  return { engine: report.engine, ok: true, report }
}
const absent: EngineOutcome = {
  engine: 'webgpu',
  ok: false,
  fault: { code: 'gpu-unavailable', message: 'No adapter.' },
}
const reportOf = (...engines: EngineOutcome[]): JobReport => {
  const result: JobResult = {
    id: 'a',
    name: 'a',
    input: { channels: 2, height: 3, width: 4 },
    output: { channels: 1, height: 2, width: 3 },
    macs: 1234,
    engines,
    statistics: [],
    artifacts: [],
  }
  return { name: 'a', result, files: ['a.cpu.npy'] }
}

describe('the JSON document', () => {
  test('has the machine and, for each job, shapes, engines and files', () => {
    expect(jsonDocument(MACHINE, [reportOf(ok())])).toEqual({
      machine: {
        electron: '25.1.1',
        chromium: '114.0',
        node: '18.15.0',
        cpus: 2,
        gpu: { adapter: 'swiftshader', software: true },
      },
      jobs: [
        {
          name: 'a',
          input: [2, 3, 4],
          output: [1, 2, 3],
          macs: 1234,
          engines: [
            {
              engine: 'cpu',
              variant: 'wasm-direct-4x2-128',
              threads: 2,
              software: false,
              prepareMs: 3,
              uploadMs: 0.5,
              computeMs: { median: 12.34, min: 11.9, max: 15, n: 5 },
              readbackMs: 0,
              gflops: 41.2,
              coldMs: 20,
              clock: 'wall',
              maxAbsError: 1.2e-7,
              relativeError: 3e-8,
              agrees: true,
            },
          ],
          files: ['a.cpu.npy'],
        },
      ],
    })
  })

  test('a machine without WebGPU has gpu null; a failed job is its name and fault', () => {
    const failed: JobReport = { name: 'b', fault: { code: 'bad-spec', message: 'No.' } }
    expect(jsonDocument({ ...MACHINE, gpu: null }, [failed])).toMatchObject({
      machine: { gpu: null },
      jobs: [{ name: 'b', fault: { code: 'bad-spec', message: 'No.' } }],
    })
  })

  test('tells no time of a result that disagrees, and why an engine did not run', () => {
    const document = jsonDocument(MACHINE, [reportOf(ok({ agrees: false }), absent)])
    expect(document).toMatchObject({
      jobs: [
        {
          engines: [
            { engine: 'cpu', agrees: false, computeMs: null, gflops: null, coldMs: null },
            { engine: 'webgpu', fault: { code: 'gpu-unavailable' } },
          ],
        },
      ],
    })
  })
})

test('a job has succeeded when every engine ran and agrees', () => {
  expect(hasSucceeded(reportOf(ok(), ok()))).toBe(true)
  expect(hasSucceeded(reportOf(ok(), absent))).toBe(false)
  expect(hasSucceeded(reportOf(ok({ agrees: false })))).toBe(false)
  expect(hasSucceeded({ name: 'b', fault: { code: 'bad-spec', message: 'No.' } })).toBe(false)
})

describe('the table', () => {
  test('has a row per engine, aligned, with three digits', () => {
    const lines = engineTable([ok(), ok({ engine: 'webgpu', software: true, gflops: 0.0931 })])
    expect(lines[1]).toBe(
      '  cpu                wasm-direct-4x2-128  2        12.3 [11.9–15.0]  5  41.2     1.2e-7         yes',
    )
    expect(lines[2]).toContain('webgpu (software)  ')
    expect(lines[2]).toContain('  0.093  ')
    expect(lines[0]?.indexOf('GFLOP/s')).toBe(lines[1]?.indexOf('41.2'))
  })

  test('shows a disagreement and no time of it', () => {
    const [, row] = engineTable([ok({ agrees: false })])
    expect(row).toContain('NO: differs from the reference')
    expect(row).not.toContain('12.3')
  })

  test('says why an engine did not run', () => {
    expect(engineTable([absent])).toEqual(['  webgpu: No adapter.'])
  })

  test('a job is told with its shapes and files', () => {
    expect(jobLines(reportOf(ok()))).toEqual([
      'a: [2, 3, 4] → [1, 2, 3], 1,234 multiply-adds',
      expect.stringContaining('engine'),
      expect.stringContaining('cpu'),
      'saved a.cpu.npy',
    ])
  })

  test('a software adapter is called one, and the lack of any is explained', () => {
    expect(machineLine(MACHINE)).toContain('WebGPU on swiftshader (software)')
    const without = {
      ...MACHINE,
      gpu: null,
      gpuAbsence: { code: 'gpu-unavailable', message: 'No adapter.' } as const,
    }
    expect(machineLine(without)).toContain('2 × Zen · No adapter.')
  })
})
