import type { FunctionEmitter, Local } from '../wasm/emitter'
import type { RowsPlan } from './plan'

/** An end of the rows at which windows reach into zero padding. */
export type End = 'left' | 'right'

/** Which of a vector's four values lie in the picture. */
export type Lanes = readonly [boolean, boolean, boolean, boolean]

export const WHOLE: Lanes = [true, true, true, true]

/** The values that vector `n` of the tile at `end` reads for a kernel column. */
export function lanesInside(
  { geometry, tile }: RowsPlan,
  end: End,
  { column, vector }: { column: number; vector: number },
): Lanes {
  const { input, padding, dilation } = geometry.spec
  const first = end === 'left' ? 0 : geometry.output.width - tile.vectors * 4
  const isInside = (lane: number) => {
    const x = first + vector * 4 + lane + column * dilation.x - padding.left
    return x >= 0 && x < input.width
  }
  return [isInside(0), isInside(1), isInside(2), isInside(3)]
}

/** Leaves the vector at `place` + `at` bytes on the stack, with 0 for lanes outside the picture. */
export function emitLoad(
  f: FunctionEmitter,
  { place, at, lanes }: { place: Local; at: number; lanes: Lanes },
): void {
  if (!lanes.includes(true)) f.mask(lanes)
  else f.get(place).op('v128.load', at)
  if (lanes.includes(true) && lanes.includes(false)) f.mask(lanes).op('v128.and')
}
