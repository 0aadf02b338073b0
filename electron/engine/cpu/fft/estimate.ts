import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import type { Profile } from '../profile'
import { blockCycles, chooseSides } from './choose-sides'

/** Estimated ms of the FFT routine on one thread. */
export function estimateFft(geometry: Geometry, { vectorBits }: Profile): number {
  return blockCycles(geometry, chooseSides(geometry, vectorBits), vectorBits) / CYCLES_PER_MS
}
