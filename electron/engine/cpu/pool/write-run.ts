import { CONTROL } from './control'
import type { StripRun } from './strip-pool'

/** Writes a run, none of whose strips is taken, into the control block. scratch: an address for each thread. */
export function writeRun(
  control: Int32Array,
  { routine, strips, parameters }: StripRun,
  { threads, scratch }: { threads: number; scratch: readonly number[] },
): void {
  const set = (word: number, value: number): void => void Atomics.store(control, word, value)
  for (const word of [CONTROL.next, CONTROL.cancelled, CONTROL.trapped, CONTROL.arrived]) {
    set(word, 0)
  }
  set(CONTROL.strips, strips)
  set(CONTROL.routine, routine)
  set(CONTROL.parameters, parameters)
  set(CONTROL.active, threads)
  for (let index = 0; index < threads; index++) set(CONTROL.scratch + index, scratch[index] ?? 0)
}
