import type { FunctionEmitter, Local } from './wasm/emitter'

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
  sums.forEach((sum, index) => {
    const [m, n] = [Math.floor(index / vectors), index % vectors]
    const at = m * plane * 4 + n * 16
    if (width >= 4) f.get(place, sum).op('v128.store', at)
    else {
      for (let lane = 0; lane < width; lane++) {
        f.get(place, sum)
          .op('f32x4.extract_lane', lane)
          .op('f32.store', at + lane * 4)
      }
    }
  })
}
