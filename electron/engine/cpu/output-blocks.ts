import type { Profile, Tile } from './profile'

/** A run of output channels of one group that is computed with one tile shape. */
export interface OutputBlock extends Tile {
  /** First output channel within the group. */
  readonly first: number
}

/** Cycles until a sum can be added to again; a joined pair of vectors is never quite on time. */
const [LATENCY, JOINED_LATENCY] = [4, 4.25]

/** Cycles of one tap on one tile: two multiply-adds, two loads and five instructions a cycle. */
export function tapCycles({ channels, vectors }: Tile, registerVectors: number): number {
  const products = (channels * vectors) / registerVectors
  const latency = registerVectors > 1 ? JOINED_LATENCY : LATENCY
  const loads = channels + vectors / registerVectors
  return Math.max(products / 2, loads / 2, (products + loads + 5) / 5, latency)
}

/**
 * Cuts `outChannels` (of a group) into blocks so that the cycles per pixel are fewest: shortest
 * path over the channels, one step per tile shape. No tile is wider than `outputWidth`.
 */
export function cutOutputs(
  outChannels: number,
  outputWidth: number,
  profile: Profile,
): OutputBlock[] {
  const tiles = profile.tiles.map((tile) => narrowTile(tile, outputWidth))
  const registerVectors = profile.vectorBits / 128
  const cost = new Float64Array(outChannels + 1).fill(Infinity)
  const last: (Tile | undefined)[] = []
  cost[0] = 0
  for (let count = 1; count <= outChannels; count++) {
    for (const tile of tiles) {
      const before = cost[count - tile.channels] ?? Infinity
      const total = before + tapCycles(tile, registerVectors) / tile.vectors
      if (total >= (cost[count] ?? 0)) continue
      cost[count] = total
      last[count] = tile
    }
  }
  return followBack(outChannels, last)
}

/** The same with tiles that divide a run of `columns`, so that little is computed beyond its end. */
export function cutDividing(outChannels: number, columns: number, profile: Profile): OutputBlock[] {
  const step = profile.vectorBits / 128
  const fitting = (most: number) => {
    for (let vectors = most; vectors > step; vectors -= 1)
      if (vectors % step === 0 && (columns / 4) % vectors === 0) return vectors
    return step
  }
  const tiles = profile.tiles.map((tile) => ({ ...tile, vectors: fitting(tile.vectors) }))
  return cutOutputs(outChannels, Infinity, { ...profile, tiles })
}

function followBack(outChannels: number, last: readonly (Tile | undefined)[]): OutputBlock[] {
  const chosen: Tile[] = []
  for (let count = outChannels; count > 0;) {
    const tile = last[count]
    if (!tile) throw new Error(`no tile covers ${count} output channels`)
    chosen.push(tile)
    count -= tile.channels
  }
  chosen.sort((a, b) => b.channels - a.channels)
  let first = 0
  return chosen.map((tile) => {
    const block = { ...tile, first }
    first += tile.channels
    return block
  })
}

/** As many vectors as the row has whole ones, at least one. */
function narrowTile(tile: Tile, outputWidth: number): Tile {
  const whole = Math.max(1, Math.floor(outputWidth / 4))
  return whole >= tile.vectors ? tile : { ...tile, vectors: whole }
}

/** Neighbouring blocks of one shape, walked in a loop. */
export interface BlockRun extends OutputBlock {
  readonly count: number
}

/** Joins neighbours of one shape, so that code is emitted once for all of them. */
export function runsOf(blocks: readonly OutputBlock[]): BlockRun[] {
  const runs: BlockRun[] = []
  for (const block of blocks) {
    const last = runs.at(-1)
    if (last?.channels === block.channels)
      runs[runs.length - 1] = { ...last, count: last.count + 1 }
    else runs.push({ ...block, count: 1 })
  }
  return runs
}

/** Splits blocks into `wanted` runs of nearly equal length, as far as there are blocks. */
export function cutSlices(blocks: readonly OutputBlock[], wanted: number): OutputBlock[][] {
  const count = Math.max(1, Math.min(wanted, blocks.length))
  return Array.from({ length: count }, (_, index) =>
    blocks.slice(
      Math.floor((index * blocks.length) / count),
      Math.floor(((index + 1) * blocks.length) / count),
    ),
  )
}
