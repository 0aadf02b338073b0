import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RUNTIMES, type Runtime } from './arguments'
import { isSameMachine, type BenchDocument } from './machine'
import { benchmarksPage } from './markdown'
import type { Row } from './rows'

const FOLDER = join(import.meta.dirname, '..')
const RESULTS = join(FOLDER, 'results')
const PAGE = join(FOLDER, '..', '..', 'BENCHMARKS.md')
/** What a figure means and why a goal is missed, in words; the page ends with it. */
const NOTES = join(FOLDER, 'notes.md')

/** Keeps the rows of a run beside those of other shapes and runtimes, and writes BENCHMARKS.md anew. */
export function writeResults(runtime: Runtime, found: BenchDocument<Row>): void {
  mkdirSync(RESULTS, { recursive: true })
  const kept = mergeResults(readResults(runtime), found)
  writeFileSync(fileOf(runtime), `${JSON.stringify(kept, null, 2)}\n`)
  const documents = RUNTIMES.flatMap((name) => {
    const document = readResults(name)
    return document ? [{ runtime: name, document }] : []
  })
  writeFileSync(
    PAGE,
    benchmarksPage(documents, existsSync(NOTES) ? readFileSync(NOTES, 'utf8') : ''),
  )
}

/**
 * The new rows in place of the old ones of the same shape and threads: ratios count only within one
 * run. Rows of another machine, runtime or profile are dropped.
 */
export function mergeResults(
  old: BenchDocument<Row> | null,
  found: BenchDocument<Row>,
): BenchDocument<Row> {
  if (!old || !isSameMachine(old.machine, found.machine)) return found
  const isReplaced = (row: Row): boolean =>
    found.rows.some(({ shape, threads }) => shape === row.shape && threads === row.threads)
  const rows = [...old.rows.filter((row) => !isReplaced(row)), ...found.rows]
  const limits = [
    ...old.machine.limits.filter(
      ({ threads }) => !found.machine.limits.some((limit) => limit.threads === threads),
    ),
    ...found.machine.limits,
  ]
  return {
    machine: { ...found.machine, limits: limits.sort((a, b) => a.threads - b.threads) },
    rows: rows.sort(byShape),
  }
}

/** Letters of the suite first, then other shapes; within a shape by threads. */
function byShape(one: Row, other: Row): number {
  const order = (row: Row): string => `${row.shape.length === 1 ? 0 : 1}${row.shape}`
  return order(one).localeCompare(order(other)) || one.threads - other.threads
}

function readResults(runtime: Runtime): BenchDocument<Row> | null {
  const file = fileOf(runtime)
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as BenchDocument<Row>
}

function fileOf(runtime: Runtime): string {
  return join(RESULTS, `${runtime}.json`)
}
