import { describe, expect, it } from 'vitest'
import type { BenchDocument, BenchMachine } from './machine'
import { benchmarksPage } from './markdown'
import { mergeResults } from './results'
import type { Row } from './rows'
import { digits, formatTable } from './table'

const MACHINE: BenchMachine = {
  cpu: 'A processor',
  cores: 2,
  os: 'linux x64',
  node: '20.19.0',
  runtime: 'Chromium 156.0',
  profile: 'ordered-256',
  pinned: false,
  date: '2026-01-02T03:04:05.000Z',
  limits: [{ threads: 1, fma128Gflops: 50, fma256Gflops: 100, copyGbPerS: 28.25 }],
}

const row = (shape: string, median: number, more: Partial<Row> = {}): Row => ({
  shape,
  engine: 'cpu',
  variant: 'wasm-direct-6x4-256',
  threads: 1,
  runtime: 'chromium',
  ms: { median, min: median - 1, max: median + 1, n: 15 },
  gflops: 90,
  relativeError: 1.3e-7,
  ratio: { onnxruntime: 1.3 },
  ...more,
})

const documentOf = (rows: Row[], machine = MACHINE): BenchDocument<Row> => ({ machine, rows })

describe('BENCHMARKS.md', () => {
  const page = benchmarksPage(
    [{ runtime: 'chromium', document: documentOf([row('D', 46.9), row('F', 85)]) }],
    '## Notes\n\nWhy F is slow.\n',
  )

  it('has a line per row, with the share of the peak and whether the goal is met', () => {
    expect(page).toContain(
      '| D | cpu | wasm-direct-6x4-256 | 1 | chromium | 46.9 | 45.9 – 47.9 | 15 | 90.0 | 90 % | 1.3e-7 | 1.30 | ≥ 1.25 met |',
    )
    expect(page).toContain('| 1.30 | ≥ 13 **missed** |')
  })

  it('names the machine, the limits, the suite, and ends with the notes', () => {
    expect(page).toContain(
      'A processor, 2 cores, linux x64. Chromium 156.0; native peers in Node 20.19.0.',
    )
    expect(page).toContain('| 1 thread | 50.0 | 100 | 28.3 |')
    expect(page).toContain('| A | 100→100 k5 68×68 | the deck’s 1.024 G multiply-adds |')
    expect(page.endsWith('Why F is slow.\n')).toBe(true)
  })

  it('takes the goals of 128 bits where nothing is faster than that', () => {
    const limits = [{ threads: 1, fma128Gflops: 52, fma256Gflops: 40, copyGbPerS: 28 }]
    const document = documentOf([row('F', 85, { ratio: { onnxruntime: 1.8 } })], {
      ...MACHINE,
      limits,
    })
    expect(benchmarksPage([{ runtime: 'node', document }], '')).toContain('≥ 1.7 met')
  })

  it('shows no time for a wrong engine', () => {
    const wrong = row('D', 1, { ms: null, gflops: null, ratio: {}, problem: 'WRONG: …' })
    const page = benchmarksPage([{ runtime: 'node', document: documentOf([wrong]) }], '')
    expect(page).toContain(
      '| D | cpu | wasm-direct-6x4-256 | 1 | chromium | – |  |  |  |  | 1.3e-7 |',
    )
    expect(page).toContain('- D, cpu on 1: WRONG: …')
  })
})

describe('kept results', () => {
  it('replace what was measured again and keep other shapes and thread counts, suite first', () => {
    const old = documentOf([row('B', 9), row('C', 7), row('C', 4, { threads: 2 })])
    const merged = mergeResults(old, documentOf([row('3→4 k3 30×20', 1), row('C', 6)]))
    const found = merged.rows.map(({ shape, threads, ms }) => [shape, threads, ms!.median])
    expect(found).toEqual([
      ['B', 1, 9],
      ['C', 1, 6],
      ['C', 2, 4],
      ['3→4 k3 30×20', 1, 1],
    ])
  })

  it('are dropped when the machine, the runtime or the profile is another', () => {
    const old = documentOf([row('B', 9)])
    for (const other of [
      { cpu: 'Another' },
      { runtime: 'Chromium 157' },
      { profile: 'one-tap-128' },
    ]) {
      const found = documentOf([row('C', 6)], { ...MACHINE, ...other })
      expect(mergeResults(old, found)).toEqual(found)
    }
  })
})

describe('numbers', () => {
  it('have three significant digits', () => {
    expect([0.12345, 1.5, 46.94, 360.4, 0, -0.5].map(digits)).toEqual([
      '0.123',
      '1.50',
      '46.9',
      '360',
      '0',
      '-0.500',
    ])
  })

  it('stand right and words left', () => {
    const table = {
      heads: ['shape', 'engine', 'variant', 'threads'],
      lines: [['A', 'cpu', 'v', '1']],
    }
    expect(formatTable(table)).toBe(
      'shape  engine  variant  threads\n─────  ──────  ───────  ───────\nA      cpu     v              1',
    )
  })
})
