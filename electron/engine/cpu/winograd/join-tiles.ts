import type { FunctionEmitter, Local } from '../wasm/emitter'
import { emitTurn } from '../wasm/turn'

/** Where 4 tiles of m pixels stand, one vector per pixel column, and where they go, side by side. */
export interface Join {
  readonly source: Local
  readonly sourceOffset: number
  /** Bytes from one pixel column to the next. */
  readonly columnPitch: number
  readonly target: Local
  readonly targetOffset: number
  /** m */
  readonly side: number
}

/** Stores 4·m pixels in the order of the row: of tile 0, of tile 1, … Writes nothing beyond them. */
export function emitJoinTiles(f: FunctionEmitter, join: Join): void {
  const columns = f.locals('v128', 8).slice(0, join.side)
  columns.forEach((column, index) =>
    f
      .get(join.source)
      .op('v128.load', join.sourceOffset + index * join.columnPitch)
      .set(column),
  )
  if (join.side === 6) return emitSix(f, join, columns)
  for (let first = 0; first + 4 <= join.side; first += 4) emitFour(f, join, columns, first)
  const rest = join.side % 4
  const first = join.side - rest
  if (rest >= 2) emitPair(f, join, columns, first)
  if (rest % 2 === 1) emitOne(f, join, columns, join.side - 1)
}

/** Columns [first, first + 4): turned, one vector per tile. */
function emitFour(f: FunctionEmitter, join: Join, columns: readonly Local[], first: number): void {
  const tiles = f.locals('v128', 4)
  tiles.forEach((tile, index) => f.get(columns[first + index] as Local).set(tile))
  emitTurn(f, tiles)
  tiles.forEach((tile, index) =>
    f.get(join.target, tile).op('v128.store', join.targetOffset + (index * join.side + first) * 4),
  )
}

/** Six columns: six whole vectors, each of which ends a tile, begins one or does both. */
function emitSix(f: FunctionEmitter, join: Join, columns: readonly Local[]): void {
  const [t0, t1, t2, t3, c4, c5] = columns as [Local, Local, Local, Local, Local, Local]
  const [ends01, ends23] = f.locals('v128', 2)
  f.get(c4, c5).shuffle([0, 4, 1, 5]).set(ends01)
  f.get(c4, c5).shuffle([2, 6, 3, 7]).set(ends23)
  emitTurn(f, [t0, t1, t2, t3])
  const at = (vector: number) => join.targetOffset + vector * 16
  ;[
    { begin: t0, ends: ends01, next: t1, vector: 0 },
    { begin: t2, ends: ends23, next: t3, vector: 3 },
  ].forEach(({ begin, ends, next, vector }) => {
    f.get(join.target, begin).op('v128.store', at(vector))
    f.get(join.target, ends, next)
      .shuffle([0, 1, 4, 5])
      .op('v128.store', at(vector + 1))
    f.get(join.target, next, ends)
      .shuffle([2, 3, 6, 7])
      .op('v128.store', at(vector + 2))
  })
}

function emitPair(f: FunctionEmitter, join: Join, columns: readonly Local[], first: number): void {
  const pairs = f.local('v128')
  for (const half of [0, 2]) {
    const lanes = [half, half + 4, half + 1, half + 5] as const
    f.get(columns[first] as Local, columns[first + 1] as Local)
      .shuffle(lanes)
      .set(pairs)
    if (join.side === 2) {
      f.get(join.target, pairs).op('v128.store', join.targetOffset + half * 8)
      continue
    }
    for (const lane of [0, 1]) {
      const at = join.targetOffset + ((half + lane) * join.side + first) * 4
      f.get(join.target, pairs).op('v128.store64_lane', at, lane)
    }
  }
}

function emitOne(f: FunctionEmitter, join: Join, columns: readonly Local[], column: number): void {
  for (let tile = 0; tile < 4; tile++) {
    f.get(join.target, columns[column] as Local).op('f32x4.extract_lane', tile)
    f.op('f32.store', join.targetOffset + (tile * join.side + column) * 4)
  }
}
