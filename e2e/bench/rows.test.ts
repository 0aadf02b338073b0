import { describe, expect, it } from 'vitest'
import { finishRows, scalingOf, type Measured } from './rows'

const row = (engine: Measured['engine'], median: number | null, more: Partial<Measured> = {}) => ({
  shape: 'A',
  engine,
  variant: engine,
  threads: 1,
  runtime: 'node' as const,
  ms: median === null ? null : { median, min: median, max: median, n: 3 },
  relativeError: 1e-7,
  macs: 1e9,
  ...more,
})

describe('rows', () => {
  it('gives a ratio above 1 to the faster one', () => {
    const [cpu, peer] = finishRows([row('cpu', 10), row('onnxruntime', 25)])
    expect(cpu!.ratio).toEqual({ onnxruntime: 2.5 })
    expect(peer!.ratio).toEqual({})
  })

  it('compares peers with each other, and never with another shape or thread count', () => {
    const rows = finishRows([
      row('cpu', 10),
      row('onnxruntime', 20),
      row('tfjs', 40),
      row('onnxruntime', 8, { threads: 2 }),
      row('onnxruntime', 2, { shape: 'B' }),
    ])
    expect(rows[0]!.ratio).toEqual({ onnxruntime: 2, tfjs: 4 })
    expect(rows[2]!.ratio).toEqual({ onnxruntime: 0.5 })
    expect(rows[3]!.ratio).toEqual({})
  })

  it('counts 2 FLOP per multiply-add of the median', () => {
    expect(finishRows([row('cpu', 20)])[0]!.gflops).toBeCloseTo(100, 10)
  })

  it('has no time, throughput or ratio for a wrong engine, and none against it', () => {
    const wrong = row('cpu', null, { problem: 'WRONG: …', problemKind: 'wrong' })
    const [cpu, peer] = finishRows([wrong, row('onnxruntime', 20)])
    expect(cpu).toMatchObject({ ms: null, gflops: null, ratio: {}, problem: 'WRONG: …' })
    expect(peer!.ratio).toEqual({})
    expect(cpu).not.toHaveProperty('macs')
  })

  it('tells how much faster a variant is than itself on one thread', () => {
    const rows = finishRows([
      row('cpu', 30, { variant: 'slow' }),
      row('cpu', 20, { variant: 'fast' }),
      row('cpu', 10, { variant: 'fast', threads: 2 }),
    ])
    expect(scalingOf(rows[2]!, rows)).toBe(2)
    expect(scalingOf(rows[0]!, rows)).toBeNull()
  })
})
