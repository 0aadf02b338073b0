import { sentence, type Sentence } from '../../../contract/sentence'
import { CONTROL } from './control'
import type { StripRun } from './strip-pool'

/** How long a pool waits for what. */
export interface Patience {
  /** How often a run looks whether it goes on and tells its progress. */
  readonly lookMs: number
  /** A strip takes milliseconds: a run without any progress for so long hangs. */
  readonly hangMs: number
  /** A cancelled run ends within one strip; threads that have not left it by then are replaced. */
  readonly cancelMs: number
  /**
   * The calling thread takes part in runs that are expected to end so soon: a message to it then waits
   * for less than a frame.
   */
  readonly shortMs: number
  /** Without any work for so long, threads end and memory is given back. */
  readonly idleMs: number
}

export const PATIENCE: Patience = {
  lookMs: 50,
  hangMs: 20_000,
  cancelMs: 700,
  shortMs: 8,
  idleMs: 30_000,
}

/**
 * Watches a run from its start on: tells the progress, hands the signal's abort to the threads, and
 * calls `onHang` when they stand still. Looks are counted, not hours: a machine that slept all night
 * does not make a run hang. Returns what ends the watch.
 */
export function watchRun(
  control: Int32Array,
  { strips, signal, onProgress }: StripRun,
  { lookMs, hangMs, cancelMs }: Patience,
  onHang: (what: Sentence) => void,
): () => void {
  let [seen, still] = [-1, 0]
  const look = (): void => {
    const next = Atomics.load(control, CONTROL.next)
    still = next === seen ? still + 1 : 0
    seen = next
    onProgress(Math.min(1, next / strips))
    const limitMs = signal.aborted ? cancelMs : hangMs
    if (still * lookMs >= limitMs) onHang(sentence`they stood still for ${limitMs / 1000} s`)
  }
  const cancel = (): void => {
    Atomics.store(control, CONTROL.cancelled, 1)
    still = 0
  }
  signal.addEventListener('abort', cancel)
  const timer = setInterval(look, lookMs)
  return () => {
    clearInterval(timer)
    signal.removeEventListener('abort', cancel)
  }
}
