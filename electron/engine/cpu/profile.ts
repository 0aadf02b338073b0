/** A tile of outputs that one routine keeps in registers: M output channels × N vectors of 4 pixels. */
export interface Tile {
  readonly channels: number
  readonly vectors: number
}

/**
 * How code must be written for one V8 to compile it well (PERFORMANCE, "What was learnt").
 * tiles: for each number of output channels the widest tile whose live vectors fit the registers;
 * those with more channels come first, since they read the input less often.
 */
export interface Profile {
  readonly name: 'one-tap-128' | 'ordered-128' | 'ordered-256'
  readonly vectorBits: 128 | 256
  /** Taps per turn of the inner loop. */
  readonly taps: number
  readonly tiles: readonly Tile[]
}

const tile = (channels: number, vectors: number): Tile => ({ channels, vectors })

/**
 * V8 ≤ 12.4 hoists every load of a basic block above the multiply-adds, so M·N + M + N vectors are
 * live at once: at most 15.
 */
export const ONE_TAP_128: Profile = {
  name: 'one-tap-128',
  vectorBits: 128,
  taps: 1,
  tiles: [tile(4, 2), tile(3, 3), tile(2, 4), tile(1, 7)],
}

/** V8 ≥ 13.6 keeps the order of the source: M·N + N + 1 live vectors. */
export const ORDERED_128: Profile = {
  name: 'ordered-128',
  vectorBits: 128,
  taps: 2,
  tiles: [tile(6, 2), tile(5, 2), tile(4, 3), tile(3, 4), tile(2, 4), tile(1, 7)],
}

/** With the revectorizer two neighbouring vectors become one of 256 bits: N is even. */
export const ORDERED_256: Profile = {
  name: 'ordered-256',
  vectorBits: 256,
  taps: 2,
  tiles: [tile(6, 4), tile(5, 4), tile(4, 4), tile(3, 6), tile(2, 8), tile(1, 12)],
}

export const PROFILES: readonly Profile[] = [ONE_TAP_128, ORDERED_128, ORDERED_256]

/** The multiply-add that the machine has: fused in relaxed SIMD, else a product and a sum. */
export interface WasmFeatures {
  readonly hasRelaxedSimd: boolean
  /** Memory is shared between threads. */
  readonly isShared: boolean
}
