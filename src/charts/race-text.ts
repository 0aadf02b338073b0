import type { RaceRow } from './race-rows'

/** Heads of the copied table: the names of the batch output, times in ms. */
export const RACE_COLUMNS = [
  'engine',
  'variant',
  'threads',
  'prepareMs',
  'uploadMs',
  'medianMs',
  'minMs',
  'maxMs',
  'n',
  'readbackMs',
  'gflops',
  'maxAbsError',
  'relativeError',
  'agrees',
] as const

/** The table as comma-separated values; the time of a result that disagrees stays withheld. */
export function raceCsv(rows: readonly RaceRow[]): string {
  return [RACE_COLUMNS, ...rows.map(rowTexts)]
    .map((cells) => cells.map(csvCell).join(','))
    .join('\r\n')
}

/** The table with tabs between the columns, as spreadsheets paste it. */
export function raceText(rows: readonly RaceRow[]): string {
  return [RACE_COLUMNS, ...rows.map(rowTexts)].map((cells) => cells.join('\t')).join('\n')
}

function rowTexts(row: RaceRow): string[] {
  if (row.kind === 'failed') return [row.name, row.message]
  const { report, name, kind } = row
  const { median, min, max, n } = report.computeMs
  const times = [report.prepareMs, report.uploadMs, median, min, max]
  const rates = [report.readbackMs, report.gflops]
  const shown = (numbers: number[]): string[] =>
    numbers.map((value) => (kind === 'timed' ? String(value) : ''))
  return [
    name,
    report.variant,
    String(report.threads),
    ...shown(times),
    String(n),
    ...shown(rates),
    String(report.maxAbsError),
    String(report.relativeError),
    String(report.agrees),
  ]
}

/** Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
