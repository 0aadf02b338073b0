import type { WasmFeatures } from '../profile'
import type { OutputBlock } from '../output-blocks'
import { emitTileStores } from '../tile-stores'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { TILE_POINTS } from './matrices'
import type { WinogradPlan } from './plan'

interface Registers {
  readonly sums: readonly Local[]
  readonly inputs: readonly Local[]
  readonly weight: Local
  readonly inputAt: Local
  readonly weightAt: Local
  readonly end: Local
}

interface ProductContext {
  readonly block: OutputBlock
  readonly features: WasmFeatures
}

/**
 * Work division: one call multiplies the transformed input [64 points][channel][tile] with the
 * transformed weights [64 points][channel][M], point by point, and sums over the channels:
 * [M][64 points][tile]. M·N sums (N vectors of 4 tiles) stay in registers over all channels.
 * Signature: (input, weights, sums, tiles).
 */
export function emitProducts(
  module: ModuleEmitter,
  plan: WinogradPlan,
  context: ProductContext,
): Callee {
  const { channels, vectors } = context.block
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define(`products${channels}`, { parameters, results: [] }, (f) => {
    const [input, weights, sums, tiles] = f.parameters(4)
    const [point, tile, bytes, target] = f.locals('i32', 4)
    const registers = declare(f, context.block)
    f.get(tiles).int(2).op('i32.shl').set(bytes)
    f.int(0).set(point)
    f.count(point, TILE_POINTS, 1, () => {
      f.int(0).set(tile)
      f.count(tile, bytes, vectors * 16, () => {
        f.get(input, tile).op('i32.add').set(registers.inputAt)
        emitChannels(f, plan, { context, registers, weights })
        f.get(sums, tile).op('i32.add').set(target)
        emitTileStores(f, {
          place: target,
          sums: registers.sums,
          vectors,
          plane: plan.sums.channel / 4,
          width: vectors * 4,
        })
      })
      f.get(input).int(plan.input.point).op('i32.add').set(input)
      f.get(sums).int(plan.sums.point).op('i32.add').set(sums)
      f.get(weights)
        .int(plan.channels * channels * 4)
        .op('i32.add')
        .set(weights)
    })
  })
}

function declare(f: FunctionEmitter, { channels, vectors }: OutputBlock): Registers {
  return {
    sums: f.locals('v128', channels * vectors),
    inputs: f.locals('v128', vectors),
    weight: f.local('v128'),
    inputAt: f.local('i32'),
    weightAt: f.local('i32'),
    end: f.local('i32'),
  }
}

interface ChannelLoop {
  readonly context: ProductContext
  readonly registers: Registers
  readonly weights: Local
}

function emitChannels(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { context, registers, weights }: ChannelLoop,
): void {
  const { weightAt, inputAt, end } = registers
  const { channels } = context.block
  const step = Math.min(plan.profile.taps, plan.channels)
  const whole = Math.floor(plan.channels / step) * step
  for (const sum of registers.sums) f.float(0).op('f32x4.splat').set(sum)
  f.get(weights)
    .tee(weightAt)
    .int(whole * channels * 4)
    .op('i32.add')
    .set(end)
  f.loop(() => {
    for (let turn = 0; turn < step; turn++) emitChannel(f, plan, { context, registers, turn })
    f.get(inputAt)
      .int(step * plan.input.channel)
      .op('i32.add')
      .set(inputAt)
    f.get(weightAt)
      .int(step * channels * 4)
      .op('i32.add')
      .tee(weightAt)
      .get(end)
      .op('i32.lt_u')
  })
  for (let turn = 0; turn < plan.channels - whole; turn++)
    emitChannel(f, plan, { context, registers, turn })
}

/** sums[m][n] += input[n] · weight[m] of the `turn`-th next channel. */
function emitChannel(
  f: FunctionEmitter,
  plan: WinogradPlan,
  of: { context: ProductContext; registers: Registers; turn: number },
): void {
  const { registers, context, turn } = of
  const { sums, inputs, weight, inputAt, weightAt } = registers
  const { channels } = context.block
  inputs.forEach((input, n) =>
    f
      .get(inputAt)
      .op('v128.load', turn * plan.input.channel + n * 16)
      .set(input),
  )
  for (let m = 0; m < channels; m++) {
    const at = plan.constants.weights + (turn * channels + m) * 4
    f.get(weightAt).op('v128.load32_splat', at).set(weight)
    inputs.forEach((input, n) => {
      const sum = sums[m * inputs.length + n]
      if (sum) emitMultiplyAdd(f, { a: input, b: weight, sum }, context.features)
    })
  }
}
