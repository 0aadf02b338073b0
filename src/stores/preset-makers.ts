import type { Preset } from '../../electron/contract/presets'
import type { Bench } from '../bench/bench'

const makers = new WeakMap<Bench, Preset>()

/** Remembers that `bench` is what `preset` makes: undo and redo bring the same object back. */
export function noteMaker(bench: Bench, preset: Preset): void {
  makers.set(bench, preset)
}

/** The preset that made `bench`; null for one that was edited since. */
export function makerOf(bench: Bench): Preset | null {
  return makers.get(bench) ?? null
}
