import { peakOf, type Limits } from './peak'
import { scalingOf, type Row } from './rows'

/** Column heads, then one line of cells per row; the same cells for the terminal and for Markdown. */
export interface Table {
  readonly heads: readonly string[]
  readonly lines: readonly (readonly string[])[]
}

/** The rows as people read them. peers: whose ratios get a column. */
export function tableOf(rows: readonly Row[], limits: readonly Limits[]): Table {
  const peers = [...new Set(rows.flatMap(({ ratio }) => Object.keys(ratio)))]
  const isThreaded = rows.some((row) => scalingOf(row, rows) !== null)
  return {
    heads: [
      'shape',
      'engine',
      'variant',
      'threads',
      'in',
      'median ms',
      'min – max',
      'n',
      'GFLOP/s',
      'of peak',
      'error',
      ...peers.map((peer) => `× ${peer}`),
      ...(isThreaded ? ['× 1 thread'] : []),
    ],
    lines: rows.map((row) => [
      row.shape,
      row.engine,
      row.variant,
      `${row.threads}`,
      row.runtime,
      ...timeCells(row, limits),
      row.relativeError === null ? '' : row.relativeError.toExponential(1),
      ...peers.map((peer) => factor(row.ratio[peer])),
      ...(isThreaded ? [factor(scalingOf(row, rows) ?? undefined)] : []),
    ]),
  }
}

function timeCells({ ms, gflops, threads, engine }: Row, limits: readonly Limits[]): string[] {
  if (!ms || gflops === null) return ['–', '', '', '', '']
  const limit = limits.find((found) => found.threads === threads)
  const isMeasuredHere = engine === 'cpu' && limit !== undefined
  const share = isMeasuredHere ? `${Math.round((100 * gflops) / peakOf(limit))} %` : ''
  return [
    digits(ms.median),
    `${digits(ms.min)} – ${digits(ms.max)}`,
    `${ms.n}`,
    digits(gflops),
    share,
  ]
}

function factor(value: number | undefined): string {
  return value === undefined ? '' : `${digits(value)}`
}

/** Three significant digits, whole numbers in full. */
export function digits(value: number): string {
  if (value === 0) return '0'
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** Columns of one width each, numbers to the right. */
export function formatTable({ heads, lines }: Table): string {
  const all = [heads, ...lines]
  const widths = heads.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const format = (line: readonly string[]): string =>
    line
      .map((cell, column) => padded(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd()
  return [
    format(heads),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...lines.map(format),
  ].join('\n')
}

/** Shape, engine, variant stand left; numbers right. */
const LEFT_COLUMNS = [0, 1, 2, 4]

function padded(cell: string, width: number, column: number): string {
  return LEFT_COLUMNS.includes(column) ? cell.padEnd(width) : cell.padStart(width)
}

/** Sentences of the rows without a time. */
export function problemsOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ shape, engine, threads, problem }) =>
    problem === undefined ? [] : [`${shape}, ${engine} on ${threads}: ${problem}`],
  )
}
