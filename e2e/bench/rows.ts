import { gflopsOf } from '../../electron/engine/measure/stopwatch'
import type { BenchEngine, Runtime } from './arguments'
import type { Problem } from './stage'

/** Milliseconds over n runs. */
export interface RunSpread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly n: number
}

/** What one engine did with one shape, as it stands in the JSON document. */
export interface Row {
  /** A letter of the suite, or a description. */
  readonly shape: string
  readonly engine: BenchEngine
  readonly variant: string
  readonly threads: number
  readonly runtime: Runtime
  /** null where there is a problem: a wrong engine has no time. */
  readonly ms: RunSpread | null
  /** 2 FLOP per multiply-add of the definition, whatever the algorithm does; of the median. */
  readonly gflops: number | null
  /** Largest |error| / Σ|w·x| of the sample that was compared with the f64 reference. */
  readonly relativeError: number | null
  /** Peer → its median / this median: above 1 this row is faster. */
  readonly ratio: Readonly<Record<string, number>>
  /** One sentence; only where there is no time. */
  readonly problem?: string
  readonly problemKind?: Problem['kind']
}

/** A row before it is compared with the others. */
export type Measured = Omit<Row, 'ratio' | 'gflops'> & { readonly macs: number }

const OWN: readonly BenchEngine[] = ['cpu', 'typescript']

/** True for the lab's own engines: their mistakes fail the command, a peer's do not. */
export function isOwn(engine: BenchEngine): boolean {
  return OWN.includes(engine)
}

/**
 * Adds throughput and the ratios to every peer that ran the same shape on as many threads in the
 * same interleaved run.
 */
export function finishRows(measured: readonly Measured[]): Row[] {
  return measured.map(({ macs, ...row }) => ({
    ...row,
    gflops: row.ms && gflopsOf(macs, row.ms.median),
    ratio: ratiosOf(row, measured),
  }))
}

function ratiosOf(
  row: Omit<Measured, 'macs'>,
  all: readonly Measured[],
): Readonly<Record<string, number>> {
  const { ms } = row
  if (!ms) return {}
  const peers = all.filter(
    ({ engine, shape, threads }) =>
      !isOwn(engine) && engine !== row.engine && shape === row.shape && threads === row.threads,
  )
  return Object.fromEntries(
    peers.flatMap(({ engine, ms: its }) => (its ? [[engine, its.median / ms.median]] : [])),
  )
}

/** How much faster a row is than the same engine and variant on one thread; null where there is none. */
export function scalingOf(row: Row, rows: readonly Row[]): number | null {
  if (row.threads === 1 || !row.ms) return null
  const alone = rows.filter(
    ({ shape, engine, runtime, threads }) =>
      shape === row.shape && engine === row.engine && runtime === row.runtime && threads === 1,
  )
  const same = alone.find(({ variant }) => variant === row.variant) ?? alone[0]
  return same?.ms ? same.ms.median / row.ms.median : null
}
