import type { WasmFeatures } from '../profile'
import { emitRowStores } from '../tile-stores'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitLoad, lanesInside, WHOLE, type End } from './ends-mask'
import type { RowsPlan } from './plan'

/** One tile function: how many output channels, and how the rows that it reads lie. */
export interface TileShape {
  readonly name: string
  readonly channels: number
  /** Bytes from input row to input row. */
  readonly rowPitch: number
  /** True when the block may hold fewer rows than the tile, or the picture be narrower. */
  readonly isPartial: boolean
  /** Ends of the rows that are computed too, with what lies outside masked to 0. */
  readonly ends: readonly End[]
}

interface TileContext {
  readonly plan: RowsPlan
  readonly shape: TileShape
  readonly features: WasmFeatures
}

interface Registers {
  /** sums[(m·R + r)·N + n] */
  readonly sums: readonly Local[]
  /** inputs[i·N + n], input row i of the chunk */
  readonly inputs: readonly Local[]
  readonly weight: Local
  /** Address of the tile's first pixel in the channel that is read. */
  readonly base: Local
  readonly weightAt: Local
}

/**
 * Work division: one call computes R rows (one dilation apart) of M output channels, for the tiles
 * that begin at columns x, x + 4N, … last (in bytes; the last one may overlap its neighbour: those
 * pixels are computed twice, to the same bits). For each tile: sums ← bias; for each channel, chunk
 * of q kernel rows and kernel column: R + q − 1 vectors of input, q·M splat weights; store. The tiles
 * at the ends of the rows are computed too where they are masked, the left one first.
 * Signature: (source, weights, bias, output, channelPitch, x, last, rowsLeft); of a partial block
 * only the rows are stored that lie less than `rowsLeft` below its first.
 */
export function emitTile(module: ModuleEmitter, context: TileContext): Callee {
  const { plan, shape } = context
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(shape.name, { parameters, results: [] }, (f) => {
    const [source, weights, bias, output, channelPitch, x, last, rowsLeft] = f.parameters(8)
    const registers = declare(f, plan, shape)
    const [at, isLast] = f.locals('i32', 2)
    const emitAt = (column: Local | number, end: End | null) => {
      const push = () => (typeof column === 'number' ? f.int(column) : f.get(column))
      f.get(source)
      push().op('i32.add').set(registers.base)
      f.get(weights).set(registers.weightAt)
      emitStart(f, context, { registers, bias })
      emitChannels(f, context, { registers, channelPitch, end })
      f.get(output)
      push().op('i32.add').set(at)
      emitStores(f, context, { registers, at, rowsLeft })
    }
    if (shape.ends.includes('left')) emitAt(0, 'left')
    f.loop(() => {
      emitAt(x, null)
      f.get(x, last).op('i32.lt_u').set(isLast)
      f.get(x)
        .int(plan.tile.vectors * 16)
        .op('i32.add')
        .tee(x)
        .get(last)
      f.get(x, last).op('i32.lt_u').op('select').set(x)
      f.get(isLast)
    })
    if (shape.ends.includes('right'))
      emitAt((plan.geometry.output.width - plan.tile.vectors * 4) * 4, 'right')
  })
}

function declare(
  f: FunctionEmitter,
  { tile, chunks }: RowsPlan,
  { channels }: TileShape,
): Registers {
  const inputRows = tile.rows + Math.max(...chunks) - 1
  return {
    sums: f.locals('v128', channels * tile.rows * tile.vectors),
    inputs: f.locals('v128', inputRows * tile.vectors),
    weight: f.local('v128'),
    base: f.local('i32'),
    weightAt: f.local('i32'),
  }
}

function emitStart(
  f: FunctionEmitter,
  { plan, shape }: TileContext,
  { registers, bias }: { registers: Registers; bias: Local },
): void {
  const perChannel = plan.tile.rows * plan.tile.vectors
  for (let m = 0; m < shape.channels; m++) {
    f.get(bias)
      .op('v128.load32_splat', plan.biasAt + m * 4)
      .set(registers.weight)
    for (const sum of registers.sums.slice(m * perChannel, (m + 1) * perChannel))
      f.get(registers.weight).set(sum)
  }
}

/** All taps of the tile, channel by channel. */
function emitChannels(
  f: FunctionEmitter,
  context: TileContext,
  { registers, channelPitch, end }: { registers: Registers; channelPitch: Local; end: End | null },
): void {
  const count = context.plan.geometry.inChannelsPerGroup
  if (count === 1) return emitChunks(f, context, { registers, end })
  const channel = f.local('i32')
  f.int(0).set(channel)
  f.loop(() => {
    emitChunks(f, context, { registers, end })
    f.get(registers.base, channelPitch).op('i32.add').set(registers.base)
    f.get(channel).int(1).op('i32.add').tee(channel).int(count).op('i32.lt_u')
  })
}

function emitChunks(
  f: FunctionEmitter,
  context: TileContext,
  { registers, end }: { registers: Registers; end: End | null },
): void {
  const { plan, shape } = context
  const { kernel, dilation } = plan.geometry.spec
  let firstRow = 0
  for (const rows of plan.chunks) {
    const chunk = { registers, rows, rowAt: firstRow * dilation.y * shape.rowPitch }
    const step = plan.columnsPerTurn
    if (end) emitMaskedColumns(f, context, { ...chunk, end })
    else if (step === 1 || step < kernel.width) emitColumnLoop(f, context, chunk)
    else emitTurn(f, context, { ...chunk, place: registers.base, columns: kernel.width })
    firstRow += rows
  }
}

interface Chunk {
  readonly registers: Registers
  /** Kernel rows. */
  readonly rows: number
  /** Bytes from the tile's first row to the chunk's. */
  readonly rowAt: number
}

/** Every column by itself, since each has masks of its own; in a block of its own where V8 hoists. */
function emitMaskedColumns(
  f: FunctionEmitter,
  context: TileContext,
  chunk: Chunk & { readonly end: End },
): void {
  const isHoisting = context.plan.columnsPerTurn === 1
  for (let first = 0; first < context.plan.geometry.spec.kernel.width; first++) {
    const turn = { ...chunk, place: chunk.registers.base, first, columns: 1 }
    if (!isHoisting) emitTurn(f, context, turn)
    else {
      f.loop(() => {
        emitTurn(f, context, turn)
        f.int(0)
      })
    }
  }
}

/** A loop even over a single column where V8 hoists loads: it keeps the chunks apart. */
function emitColumnLoop(f: FunctionEmitter, context: TileContext, chunk: Chunk): void {
  const { kernel, dilation } = context.plan.geometry.spec
  const step = context.plan.columnsPerTurn
  const [place, end] = f.locals('i32', 2)
  const rest = kernel.width % step
  f.get(chunk.registers.base).tee(place)
  f.int((kernel.width - rest) * dilation.x * 4)
    .op('i32.add')
    .set(end)
  f.loop(() => {
    emitTurn(f, context, { ...chunk, place, columns: step })
    f.get(place)
      .int(step * dilation.x * 4)
      .op('i32.add')
      .tee(place)
    f.get(end).op('i32.lt_u')
  })
  if (rest > 0) emitTurn(f, context, { ...chunk, place, columns: rest })
}

interface Turn extends Chunk {
  readonly place: Local
  /** Kernel columns first … first + columns − 1, counted from `place`. */
  readonly first?: number
  readonly columns: number
  /** The end of the rows at which the tile lies. */
  readonly end?: End
}

/** sums[m][r] += inputs[r + j] · weight[j][m] for every column; each splat stands before its use. */
function emitTurn(f: FunctionEmitter, context: TileContext, turn: Turn): void {
  const { plan, shape, features } = context
  const { registers, rows, columns } = turn
  const { tile } = plan
  for (let column = 0; column < columns; column++) {
    emitInputs(f, context, { ...turn, column: (turn.first ?? 0) + column })
    for (let tap = 0; tap < rows * shape.channels; tap++) {
      const [j, m] = [Math.floor(tap / shape.channels), tap % shape.channels]
      f.get(registers.weightAt)
        .op('v128.load32_splat', plan.weightsAt + (column * rows * shape.channels + tap) * 4)
        .set(registers.weight)
      for (let index = 0; index < tile.rows * tile.vectors; index++) {
        const a = registers.inputs[j * tile.vectors + index]
        const sum = registers.sums[m * tile.rows * tile.vectors + index]
        if (a && sum) emitMultiplyAdd(f, { a, b: registers.weight, sum }, features)
      }
    }
  }
  f.get(registers.weightAt)
    .int(columns * rows * shape.channels * 4)
    .op('i32.add')
    .set(registers.weightAt)
}

function emitInputs(
  f: FunctionEmitter,
  { plan, shape }: TileContext,
  { registers, rows, rowAt, place, column, end }: Turn & { readonly column: number },
): void {
  const { tile, geometry } = plan
  const { dilation } = geometry.spec
  for (let i = 0; i < tile.rows + rows - 1; i++) {
    for (let n = 0; n < tile.vectors; n++) {
      const input = registers.inputs[i * tile.vectors + n]
      if (!input) throw new Error(`no register for input row ${i}`)
      const at = rowAt + i * dilation.y * shape.rowPitch + column * dilation.x * 4 + n * 16
      emitLoad(f, { place, at, lanes: end ? lanesInside(plan, end, { column, vector: n }) : WHOLE })
      f.set(input)
    }
  }
}

interface Stores {
  readonly registers: Registers
  /** Address of the tile's first output. */
  readonly at: Local
  readonly rowsLeft: Local
}

function emitStores(
  f: FunctionEmitter,
  context: TileContext,
  { registers, at, rowsLeft }: Stores,
): void {
  const { plan, shape } = context
  const { tile, geometry } = plan
  const { dilation } = geometry.spec
  const { width, height } = geometry.output
  for (let r = 0; r < tile.rows; r++) {
    const emitRow = () => {
      for (let m = 0; m < shape.channels; m++) {
        const first = (m * tile.rows + r) * tile.vectors
        const sums = registers.sums.slice(first, first + tile.vectors)
        const offset = (m * height + r * dilation.y) * width * 4
        emitRowStores(f, { address: at, offset, values: sums, width })
      }
    }
    if (!shape.isPartial || r === 0) emitRow()
    else {
      f.get(rowsLeft)
        .int(r * dilation.y)
        .op('i32.gt_s')
      f.when(emitRow)
    }
  }
}
