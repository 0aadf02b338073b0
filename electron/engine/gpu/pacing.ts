/** How a run is cut into submissions. */
export interface Pacing {
  /** What a submission is meant to take, ms; it may take 50 (TRUST), and some take twice as long as meant. */
  readonly aimMs: number
  /** Multiply-adds of the very first submission: some 10 ms on a slow software adapter. */
  readonly firstMacs: number
  /** Most products that one submission adds to an output; more are done in several passes. */
  readonly tapsPerPass: number
}

export const DEFAULT_PACING: Pacing = { aimMs: 20, firstMacs: 250_000, tapsPerPass: 4096 }

/** A submission is at most this many times as large as the one before. */
const STEEPEST_GROWTH = 4
/** One slow submission lowers the expected speed to this at most: a busy machine is no slow GPU. */
const STEEPEST_DECAY = 0.7
/** Shorter times are noise of the clock, ms. */
const SHORTEST_MS = 0.05

/**
 * Chooses how many tiles the next submission takes. Starts small and follows the measured times,
 * so that a GPU is never kept from the screen, nor reset by a watchdog, and a cancel is quick.
 */
export class Pacer {
  readonly #aimMs: number
  #tiles: number
  #mostTiles = Infinity
  #tilesPerMs = 0

  constructor({ aimMs, firstMacs }: Pacing, macsPerTile: number) {
    this.#aimMs = aimMs
    this.#tiles = Math.max(1, Math.floor(firstMacs / macsPerTile))
  }

  /** Tiles of the next submission, 1 … remaining. */
  next(remaining: number): number {
    return Math.min(remaining, this.#tiles)
  }

  /** Learns from a submission. What is left at the end of a run is too small to show slowness. */
  took(tiles: number, elapsedMs: number): void {
    const measured = tiles / Math.max(elapsedMs, SHORTEST_MS)
    const isSlower = measured < this.#tilesPerMs
    if (isSlower && tiles < this.#tiles) return
    this.#tilesPerMs = isSlower ? Math.max(measured, this.#tilesPerMs * STEEPEST_DECAY) : measured
    const wanted = Math.floor(this.#tilesPerMs * this.#aimMs)
    const most = Math.min(this.#mostTiles, this.#tiles * STEEPEST_GROWTH)
    this.#tiles = Math.max(1, Math.min(wanted, most))
  }

  /** After a lost device: half of what it was, and never more than that again. */
  halve(): void {
    this.#tiles = Math.max(1, Math.floor(this.#tiles / 2))
    this.#mostTiles = this.#tiles
  }
}
