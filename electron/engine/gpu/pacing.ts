/** How a run is cut into submissions. */
export interface Pacing {
  /** What a submission is meant to take, ms: half of the 50 ms it may (TRUST). */
  readonly aimMs: number
  /** Multiply-adds of the very first submission: a few ms on a slow software adapter. */
  readonly firstMacs: number
  /** Most products that one submission adds to an output; more are done in several passes. */
  readonly tapsPerPass: number
}

export const DEFAULT_PACING: Pacing = { aimMs: 25, firstMacs: 4e6, tapsPerPass: 32_768 }

/** A submission is at most this many times as large, or as small, as the one before. */
const STEEPEST = 4

/**
 * Chooses how many tiles the next submission takes. Starts small and follows the measured times,
 * so that a GPU is never kept from the screen, nor reset by a watchdog, and a cancel is quick.
 */
export class Pacer {
  readonly #aimMs: number
  #tiles: number
  #mostTiles = Infinity

  constructor({ aimMs, firstMacs }: Pacing, macsPerTile: number) {
    this.#aimMs = aimMs
    this.#tiles = Math.max(1, Math.floor(firstMacs / macsPerTile))
  }

  /** Tiles of the next submission, 1 … remaining. */
  next(remaining: number): number {
    return Math.min(remaining, this.#tiles, this.#mostTiles)
  }

  /** Learns from a submission. The rest of a run is smaller than asked for and teaches only haste. */
  took(tiles: number, elapsedMs: number): void {
    const factor = this.#aimMs / Math.max(elapsedMs, 0.01)
    if (tiles < this.#tiles && factor >= 1) return
    const bounded = Math.min(STEEPEST, Math.max(1 / STEEPEST, factor))
    this.#tiles = Math.max(1, Math.floor(tiles * bounded))
  }

  /** After a lost device: half of what it was, and never more than that again. */
  halve(): void {
    this.#tiles = Math.max(1, Math.floor(this.#tiles / 2))
    this.#mostTiles = this.#tiles
  }
}
