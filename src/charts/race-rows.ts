import type { Fault } from '../../electron/contract/faults'
import type { EngineOutcome, EngineReport, JobResult } from '../../electron/contract/jobs'

/** One line of the race: what an engine did, or why there is nothing to show. */
export type RaceRow =
  | { readonly kind: 'timed'; readonly name: string; readonly report: EngineReport }
  /** The result differs from the reference: its time is not shown. */
  | { readonly kind: 'withheld'; readonly name: string; readonly report: EngineReport }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
export type TimedRow = Extract<RaceRow, { kind: 'timed' }>

/** What engines are called on screen; a software adapter is never called a GPU. */
export interface EngineWords {
  readonly reference: string
  readonly cpu: string
  readonly webgpu: string
  /** WebGPU on a software adapter. */
  readonly software: string
  /** What went wrong, in the language of the window. */
  readonly fault: (fault: Fault) => string
}

/** The lines of a result in the order of its engines. */
export function raceRows({ engines }: JobResult, words: EngineWords): RaceRow[] {
  return engines.map((outcome) => raceRow(outcome, words))
}

function raceRow(outcome: EngineOutcome, words: EngineWords): RaceRow {
  if (!outcome.ok) {
    return { kind: 'failed', name: words[outcome.engine], message: words.fault(outcome.fault) }
  }
  const { report } = outcome
  const name = report.engine === 'webgpu' && report.software ? words.software : words[report.engine]
  return { kind: report.agrees ? 'timed' : 'withheld', name, report }
}

/** The same lines, fastest first; those without a time come last. */
export function rankedRows(rows: readonly RaceRow[]): RaceRow[] {
  const time = (row: RaceRow): number =>
    row.kind === 'timed' ? row.report.computeMs.median : Number.POSITIVE_INFINITY
  return [...rows].sort((first, second) => {
    const [before, after] = [time(first), time(second)]
    return before === after ? 0 : before - after
  })
}

/** The lines with a time. */
export function timedRows(rows: readonly RaceRow[]): TimedRow[] {
  return rows.filter((row): row is TimedRow => row.kind === 'timed')
}

/** How many times longer a line takes than the fastest; 1 for the fastest itself. */
export function timesFastest(row: TimedRow, rows: readonly RaceRow[]): number {
  const fastest = Math.min(...timedRows(rows).map(({ report }) => report.computeMs.median))
  return row.report.computeMs.median / fastest
}
