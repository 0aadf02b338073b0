import type { Profile, Tile, WasmFeatures } from './profile'
import { emitMultiplyAdd } from './wasm/arithmetic'
import type { FunctionEmitter, Local } from './wasm/emitter'

/**
 * How the taps of one group are walked through. A piece is a run of neighbouring taps of one kernel
 * row whose addresses differ by constants; the inner loop takes `piecesPerTurn` pieces a turn, each
 * at an offset from the table. When one turn holds all taps, their offsets stand in the code.
 */
export interface TapWalk {
  /** Rows · taps of a row. */
  readonly taps: number
  /** Byte offset of every piece from the tile's first pixel, in the order of the weights. */
  readonly pieces: Int32Array
  /** Byte offset of every tap of a piece from its first. */
  readonly within: readonly number[]
  readonly piecesPerTurn: number
}

/** A longer kernel row is walked tap by tap. */
const PIECE_TAPS = 32
/** Taps that one turn holds at least, where V8 keeps the order of the source. */
const TURN_TAPS = 8
/** That many taps need no loop. */
const STRAIGHT_TAPS = 32

/** The kernel rows of a group, in the order of the weights. */
export interface TapRows {
  /** How many, each of `width` taps. */
  readonly rows: number
  readonly width: number
  /** Byte offset of a tap from the tile's first pixel. */
  offset(row: number, kx: number): number
}

/** One tap per turn where V8 would hoist the loads of several, else whole kernel rows. */
export function cutWalk({ rows, width, offset }: TapRows, profile: Profile): TapWalk {
  const length = profile.taps === 1 || width > PIECE_TAPS ? 1 : width
  const taps = rows * width
  const pieces = new Int32Array(taps / length).map((_, index) => {
    const tap = index * length
    return offset(Math.floor(tap / width), tap % width)
  })
  const within = Array.from({ length }, (_, kx) => offset(0, kx) - offset(0, 0))
  return { taps, pieces, within, piecesPerTurn: turn(pieces.length, length, profile) }
}

function turn(pieces: number, length: number, profile: Profile): number {
  if (profile.taps === 1) return 1
  if (pieces * length <= STRAIGHT_TAPS) return pieces
  return Math.min(pieces, Math.ceil(TURN_TAPS / length))
}

/** What the sums over the taps need of a tile's function. */
export interface TapContext {
  readonly walk: TapWalk
  readonly tile: Tile
  readonly features: WasmFeatures
  /** sums[m·N + n] */
  readonly sums: readonly Local[]
  /** Address of the tile's first pixel. */
  readonly base: Local
  /** Address of the block's packed weights [tap][M]. */
  readonly weights: Local
  readonly constants: Local
  /** Byte offset of the pieces' table among the constants. */
  readonly tableAt: number
}

/** sums[m][n] += input[n] · weight[m] for every tap, in the order of the weights. */
export function emitTaps(f: FunctionEmitter, context: TapContext): void {
  const { walk, tile, base, weights } = context
  const emit = declareTap(f, context)
  const pieceBytes = walk.within.length * tile.channels * 4
  if (walk.pieces.length > walk.piecesPerTurn) emitTurns(f, context, { emit, pieceBytes })
  else {
    walk.pieces.forEach((offset, piece) =>
      emit({ at: base, offset, weights, weight: piece * pieceBytes }),
    )
  }
}

interface Turns {
  readonly emit: (piece: Piece) => void
  /** Bytes of the weights of one piece. */
  readonly pieceBytes: number
}

function emitTurns(f: FunctionEmitter, context: TapContext, { emit, pieceBytes }: Turns): void {
  const { walk, base, weights, constants, tableAt } = context
  const [at, table, weightAt, end] = f.locals('i32', 4)
  const emitPieces = (count: number) => {
    for (let piece = 0; piece < count; piece++) {
      f.get(base, table).op('i32.load', tableAt + piece * 4)
      f.op('i32.add').set(at)
      emit({ at, offset: 0, weights: weightAt, weight: piece * pieceBytes })
    }
  }
  const count = walk.piecesPerTurn
  const rest = walk.pieces.length % count
  f.get(weights).set(weightAt)
  f.get(constants).tee(table)
  f.int((walk.pieces.length - rest) * 4)
    .op('i32.add')
    .set(end)
  f.loop(() => {
    emitPieces(count)
    f.get(weightAt)
      .int(count * pieceBytes)
      .op('i32.add')
      .set(weightAt)
    f.get(table)
      .int(count * 4)
      .op('i32.add')
      .tee(table)
    f.get(end).op('i32.lt_u')
  })
  emitPieces(rest)
}

/** Where a piece's input and weights lie: an address and a constant offset each. */
interface Piece {
  readonly at: Local
  readonly offset: number
  readonly weights: Local
  readonly weight: number
}

/** Emits the taps of one piece: N vectors of input, then each weight right before its use. */
function declareTap(
  f: FunctionEmitter,
  { tile, walk, sums, features }: TapContext,
): (piece: Piece) => void {
  const { channels, vectors } = tile
  const inputs = f.locals('v128', vectors)
  const splat = f.local('v128')
  return ({ at, offset, weights, weight }) => {
    walk.within.forEach((within, tap) => {
      inputs.forEach((input, n) => {
        f.get(at)
          .op('v128.load', offset + within + n * 16)
          .set(input)
      })
      for (let m = 0; m < channels; m++) {
        f.get(weights)
          .op('v128.load32_splat', weight + (tap * channels + m) * 4)
          .set(splat)
        inputs.forEach((input, n) => {
          const sum = sums[m * vectors + n]
          if (sum) emitMultiplyAdd(f, { a: input, b: splat, sum }, features)
        })
      }
    })
  }
}
