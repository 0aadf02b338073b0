import type { OutputBlock } from '../output-blocks'
import type { WasmFeatures } from '../profile'
import { emitTileStores } from '../tile-stores'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import type { ProductPlan } from './plan'

interface TileContext {
  readonly shape: OutputBlock
  readonly features: WasmFeatures
}

/** sums[m·N + n] and what the inner loop needs besides. */
interface Registers {
  readonly sums: readonly Local[]
  readonly inputs: readonly Local[]
  readonly weight: Local
  /** Walk down the packed panel [c_i] and through the packed weights [c_i][M]. */
  readonly panelAt: Local
  readonly weightAt: Local
  readonly end: Local
}

/**
 * Work division: one call computes M output channels of a panel. For each tile: sums ← bias; for
 * each input channel: N vectors of the panel × M splat weights; store. A panel that is no multiple
 * of the tile ends with a tile that overlaps its neighbour: those pixels are computed twice, to the
 * same bits. Signature: (panel, weights, bias, output, pixels).
 */
export function emitTileRow(
  module: ModuleEmitter,
  plan: ProductPlan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.shape
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`tile${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [panel, weights, bias, output, pixels] = f.parameters(5)
    const [x, lastX, place] = f.locals('i32', 3)
    const registers = declare(f, context.shape)
    f.get(pixels).int(2).op('i32.shl')
    f.int(Math.min(vectors * 4, plan.pixels) * 4)
      .op('i32.sub')
      .set(lastX)
    f.int(0).set(x)
    f.loop(() => {
      f.get(panel, x).op('i32.add').set(registers.panelAt)
      f.get(weights).set(registers.weightAt)
      emitSums(f, plan, { registers, context, bias })
      f.get(output, x).op('i32.add').set(place)
      const { sums } = registers
      emitTileStores(f, { place, sums, vectors, plane: plan.pixels, width: plan.pixels })
      emitNextTile(f, x, { step: vectors * 16, lastX })
    })
  })
}

function declare(f: FunctionEmitter, { channels, vectors }: OutputBlock): Registers {
  return {
    sums: f.locals('v128', channels * vectors),
    inputs: f.locals('v128', vectors),
    weight: f.local('v128'),
    panelAt: f.local('i32'),
    weightAt: f.local('i32'),
    end: f.local('i32'),
  }
}

/** Leaves "there is another tile" on the stack, and x at it: the last one is moved back to fit. */
function emitNextTile(
  f: FunctionEmitter,
  x: Local,
  { step, lastX }: { step: number; lastX: Local },
): void {
  const isLast = f.local('i32')
  f.get(x, lastX).op('i32.lt_u').set(isLast)
  f.get(x).int(step).op('i32.add').tee(x).get(lastX)
  f.get(x, lastX).op('i32.lt_u').op('select').set(x)
  f.get(isLast)
}

interface SumsContext {
  readonly registers: Registers
  readonly context: TileContext
  readonly bias: Local
}

function emitSums(f: FunctionEmitter, plan: ProductPlan, sums: SumsContext): void {
  const { registers, context, bias } = sums
  const { channels, vectors } = context.shape
  const { inChannelsPerGroup } = plan.geometry
  const { weight, panelAt, weightAt, end } = registers
  for (let m = 0; m < channels; m++) {
    f.get(bias)
      .op('v128.load32_splat', plan.biasAt + m * 4)
      .set(weight)
    for (const sum of registers.sums.slice(m * vectors, (m + 1) * vectors)) f.get(weight).set(sum)
  }
  const step = Math.min(plan.profile.taps, inChannelsPerGroup)
  const whole = Math.floor(inChannelsPerGroup / step) * step
  f.get(weightAt)
    .int(whole * channels * 4)
    .op('i32.add')
    .set(end)
  f.loop(() => {
    for (let turn = 0; turn < step; turn++) emitChannel(f, plan, { registers, context, turn })
    f.get(panelAt)
      .int(step * plan.pitch)
      .op('i32.add')
      .set(panelAt)
    f.get(weightAt)
      .int(step * channels * 4)
      .op('i32.add')
      .tee(weightAt)
    f.get(end).op('i32.lt_u')
  })
  for (let turn = 0; turn < inChannelsPerGroup - whole; turn++)
    emitChannel(f, plan, { registers, context, turn })
}

interface ChannelContext {
  readonly registers: Registers
  readonly context: TileContext
  /** Which of the input channels of this turn. */
  readonly turn: number
}

/** sums[m][n] += input[n] · weight[m]; each splat stands right before its use. */
function emitChannel(
  f: FunctionEmitter,
  plan: ProductPlan,
  { registers, context, turn }: ChannelContext,
): void {
  const { sums, inputs, weight, panelAt, weightAt } = registers
  const { channels, vectors } = context.shape
  inputs.forEach((input, n) =>
    f
      .get(panelAt)
      .op('v128.load', turn * plan.pitch + n * 16)
      .set(input),
  )
  for (let m = 0; m < channels; m++) {
    f.get(weightAt)
      .op('v128.load32_splat', plan.weightsAt + (turn * channels + m) * 4)
      .set(weight)
    inputs.forEach((input, n) => {
      const sum = sums[m * vectors + n]
      if (sum) emitMultiplyAdd(f, { a: input, b: weight, sum }, context.features)
    })
  }
}
