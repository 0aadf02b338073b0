import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { blockCycles, chooseSides } from './choose-sides'

const CYCLES_PER_MS = 3.4e6

/** Estimated ms of the FFT routine on one thread. */
export function estimateFft(geometry: Geometry, { vectorBits }: Profile): number {
  return blockCycles(geometry, chooseSides(geometry, vectorBits), vectorBits) / CYCLES_PER_MS
}
