import { CONTROL } from './control'

/** A thread that wakes on an idle core has come within some 20 microseconds. */
const LOOK_OUT_MS = 0.05

/** Wakes one worker with a wake word, unless somebody has done so. */
export function ringBell(control: Int32Array, wake: number, index: number): void {
  const bell = CONTROL.bells + index
  if (Atomics.exchange(control, bell, wake) !== wake) Atomics.notify(control, bell, 1)
}

/**
 * Wakes workers 0 … count − 1 with a wake word, one after the other: the next bell rings when the
 * worker before has come to the run, or after `LOOK_OUT_MS`. Rung in one go, a scheduler places two
 * threads on the same idle core, as neither runs there yet, and Linux moves none of them before its
 * next balance, milliseconds later: a run of 3 ms then takes 6. A worker that has come rings for the
 * next by itself too: it may have taken the core of the caller. `mayWait` false rings them at once.
 */
export function ringBells(
  control: Int32Array,
  wake: number,
  count: number,
  mayWait: boolean,
): void {
  for (let index = 0; index < count; index++) {
    ringBell(control, wake, index)
    if (mayWait && index + 1 < count) lookOut(control, index + 1)
  }
}

/** Returns when so many workers have come, or have been waited for. */
function lookOut(control: Int32Array, arrived: number): void {
  const end = performance.now() + LOOK_OUT_MS
  while (Atomics.load(control, CONTROL.arrived) < arrived && performance.now() < end);
}
