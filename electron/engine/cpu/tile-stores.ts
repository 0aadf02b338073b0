import type { FunctionEmitter, Local } from './wasm/emitter'
import { emitVectorStores } from './wasm/store-vectors'

export interface TileStores {
  /** Address of the tile's first output. */
  readonly place: Local
  /** sums[m·vectors + n] */
  readonly sums: readonly Local[]
  readonly vectors: number
  /** Values from output channel to output channel. */
  readonly plane: number
  /** Values of an output row. */
  readonly width: number
}

/** Stores a tile: whole vectors, or single values where a row is shorter than one vector. */
export function emitTileStores(
  f: FunctionEmitter,
  { place, sums, vectors, plane, width }: TileStores,
): void {
  for (let m = 0; m * vectors < sums.length; m++) {
    const values = sums.slice(m * vectors, (m + 1) * vectors)
    emitRowStores(f, { address: place, offset: m * plane * 4, values, width })
  }
}

/** Stores the vectors of a row of `width` values. */
export function emitRowStores(
  f: FunctionEmitter,
  of: { address: Local; offset: number; values: readonly Local[]; width: number },
): void {
  const { address, offset, values, width } = of
  if (width >= 4) return emitVectorStores(f, { address, offset, values })
  values.forEach((value, n) => {
    for (let lane = 0; lane < width; lane++) {
      f.get(address, value)
        .op('f32x4.extract_lane', lane)
        .op('f32.store', offset + n * 16 + lane * 4)
    }
  })
}
