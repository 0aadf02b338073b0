import type { Geometry } from '../../../contract/spec'
import { CYCLES_PER_MS } from '../cycles'
import type { Profile } from '../profile'
import { chooseBlock, chooseVectors } from './plan'
import type { Rank } from './separate'

/** Cycles of a tile of one pass besides its taps. */
const TILE_CYCLES = 12
/** Cycles per value that is copied, and per value that is written out. */
const COPY_CYCLES = 0.5
const OUTPUT_CYCLES = 2

/** Estimated ms of the passes on one thread. */
export function estimateSeparable(geometry: Geometry, profile: Profile, rank: Rank): number {
  const { spec, output, effectiveKernel, inChannelsPerGroup } = geometry
  const vectors = chooseVectors(output.width, profile)
  const registers = vectors / (profile.vectorBits / 128)
  const { bandRows } = chooseBlock(geometry, rank)
  const again = (bandRows + effectiveKernel.height - 1) / bandRows
  const pixels = output.channels * output.height * output.width
  const perTap = (registers + 1) / 2 + 1
  const copy = COPY_CYCLES * vectors * 4
  const across = rank * (spec.kernel.width * perTap + TILE_CYCLES) + copy
  const down = rank * spec.kernel.height * perTap
  const perTile = inChannelsPerGroup * (again * across + down) + TILE_CYCLES
  return ((pixels / (vectors * 4)) * perTile + pixels * OUTPUT_CYCLES) / CYCLES_PER_MS
}
