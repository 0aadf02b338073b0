import type { WasmFeatures } from '../profile'
import { emitTaps } from '../taps'
import { emitTileStores } from '../tile-stores'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import type { DirectPlan } from './plan'

/** M output channels × N vectors of 4 pixels. */
export interface TileShape {
  readonly channels: number
  readonly vectors: number
}

interface TileContext {
  readonly shape: TileShape
  readonly features: WasmFeatures
}

interface Registers {
  /** sums[m·N + n] */
  readonly sums: readonly Local[]
  readonly splat: Local
  /** Address of the tile's first pixel in the strip. */
  readonly base: Local
  readonly place: Local
}

/**
 * Work division: one call computes `rows` output rows of M output channels. For each tile:
 * sums ← bias; for each tap: N vectors of input × M splat weights; store.
 * A row that is no multiple of the tile ends with a tile that overlaps its neighbour: those pixels
 * are computed twice, to the same bits. Signature: (strip, weights, bias, output, rows, constants).
 */
export function emitTileRows(
  module: ModuleEmitter,
  plan: DirectPlan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.shape
  const { width } = plan.geometry.output
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`tile${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [strip, weights, bias, output, rows, constants] = f.parameters(6)
    const [row, x] = f.locals('i32', 2)
    const registers = declare(f, context.shape)
    const lastX = Math.max(0, width - vectors * 4) * 4
    f.int(0).set(row)
    f.count(row, rows, 1, () => {
      f.int(0).set(x)
      f.loop(() => {
        f.get(strip, x).op('i32.add').set(registers.base)
        emitSums(f, plan, { registers, context, weights, bias, constants })
        emitStores(f, plan, { registers, shape: context.shape, output, x })
        emitNextTile(f, x, { step: vectors * 16, lastX })
      })
      f.get(strip)
        .int(plan.layout.rowPitch * plan.geometry.spec.stride.y * 4)
        .op('i32.add')
        .set(strip)
      f.get(output)
        .int(width * 4)
        .op('i32.add')
        .set(output)
    })
  })
}

function declare(f: FunctionEmitter, { channels, vectors }: TileShape): Registers {
  return {
    sums: f.locals('v128', channels * vectors),
    splat: f.local('v128'),
    base: f.local('i32'),
    place: f.local('i32'),
  }
}

/** Leaves "there is another tile" on the stack, and x at it: the last one is moved back to fit. */
function emitNextTile(
  f: FunctionEmitter,
  x: Local,
  { step, lastX }: { step: number; lastX: number },
): void {
  const isLast = f.local('i32')
  f.get(x).int(lastX).op('i32.lt_u').set(isLast)
  f.get(x).int(step).op('i32.add').tee(x).int(lastX)
  f.get(x).int(lastX).op('i32.lt_u').op('select').set(x)
  f.get(isLast)
}

interface SumsContext {
  readonly registers: Registers
  readonly context: TileContext
  readonly weights: Local
  readonly bias: Local
  readonly constants: Local
}

function emitSums(f: FunctionEmitter, plan: DirectPlan, sums: SumsContext): void {
  const { registers, context, weights, bias, constants } = sums
  const { channels, vectors } = context.shape
  for (let m = 0; m < channels; m++) {
    f.get(bias)
      .op('v128.load32_splat', plan.biasAt + m * 4)
      .set(registers.splat)
    for (const sum of registers.sums.slice(m * vectors, (m + 1) * vectors)) {
      f.get(registers.splat).set(sum)
    }
  }
  emitTaps(f, {
    walk: plan.walk,
    tile: context.shape,
    features: context.features,
    sums: registers.sums,
    base: registers.base,
    weights,
    constants,
    tableAt: plan.tapsAt,
  })
}

interface StoreContext {
  readonly registers: Registers
  readonly shape: TileShape
  readonly output: Local
  readonly x: Local
}

function emitStores(f: FunctionEmitter, { geometry }: DirectPlan, context: StoreContext): void {
  const { registers, shape, output, x } = context
  const { height, width } = geometry.output
  const { place, sums } = registers
  f.get(output, x).op('i32.add').set(place)
  emitTileStores(f, { place, sums, vectors: shape.vectors, plane: height * width, width })
}
