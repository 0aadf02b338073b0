import type { WasmFeatures } from '../profile'
import type { OutputBlock } from '../output-blocks'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from './matrices'
import { TILE_BYTES, type WinogradPlan } from './plan'

/** M output channels × N tiles, each of one or two vectors of 4 points. */
interface ProductShape {
  readonly channels: number
  readonly tiles: number
  /** 2 where neighbouring vectors become one of 256 bits. */
  readonly lanes: 1 | 2
}

function productShape({ channels, vectors }: OutputBlock, bits: 128 | 256): ProductShape {
  return bits === 256
    ? { channels, tiles: vectors / 2, lanes: 2 }
    : { channels, tiles: vectors, lanes: 1 }
}

/** Bytes of 8 points. */
const OCTET = POINTS * 4

/**
 * Work division: one call multiplies the transformed input [8][c_i][tile][8] with the transformed
 * weights [8][c_i][M][8], point by point, and sums over the input channels: [M][tile][8][8].
 * M·N sums stay in registers over all channels. Signature: (input, weights, sums, tiles).
 */
export function emitProducts(
  module: ModuleEmitter,
  plan: WinogradPlan,
  { block, features }: { block: OutputBlock; features: WasmFeatures },
): Callee {
  const shape = productShape(block, plan.profile.vectorBits)
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define(`products${shape.channels}`, { parameters, results: [] }, (f) => {
    const [input, weights, sums, tiles] = f.parameters(4)
    const [point, part, tile, end] = f.locals('i32', 4)
    const registers = declare(f, shape)
    f.int(0).set(point)
    f.count(point, POINTS, 1, () => {
      f.int(0).set(part)
      f.count(part, OCTET, shape.lanes * 16, () => {
        f.get(input, part).op('i32.add').set(tile)
        f.get(input, tiles).int(5).op('i32.shl').op('i32.add').get(part).op('i32.add').set(end)
        f.count(tile, end, shape.tiles * OCTET, () => {
          f.get(weights, part).op('i32.add').set(registers.weightAt)
          emitChannelLoop(f, plan, { shape, registers, tile, features })
          emitSumStores(f, plan, { shape, registers, place: { tile, input, point, sums } })
        })
      })
      f.get(input).int(plan.pointPitch).op('i32.add').set(input)
      f.get(weights).int(plan.geometry.inChannelsPerGroup * shape.channels * OCTET)
      f.op('i32.add').set(weights)
    })
  })
}

interface Registers {
  readonly sums: readonly Local[]
  readonly inputs: readonly Local[]
  readonly weights: readonly Local[]
  readonly inputAt: Local
  readonly weightAt: Local
  readonly left: Local
}

function declare(f: FunctionEmitter, { channels, tiles, lanes }: ProductShape): Registers {
  return {
    sums: f.locals('v128', channels * tiles * lanes),
    inputs: f.locals('v128', tiles * lanes),
    weights: f.locals('v128', lanes),
    inputAt: f.local('i32'),
    weightAt: f.local('i32'),
    left: f.local('i32'),
  }
}

interface LoopContext {
  readonly shape: ProductShape
  readonly registers: Registers
  readonly tile: Local
  readonly features: WasmFeatures
}

function emitChannelLoop(f: FunctionEmitter, plan: WinogradPlan, context: LoopContext): void {
  const { shape, registers, tile } = context
  const { inChannelsPerGroup } = plan.geometry
  const step = Math.min(plan.profile.taps, inChannelsPerGroup)
  const whole = Math.floor(inChannelsPerGroup / step) * step
  for (const sum of registers.sums) f.float(0).op('f32x4.splat').set(sum)
  f.get(tile).set(registers.inputAt)
  f.int(whole).set(registers.left)
  f.loop(() => {
    for (let turn = 0; turn < step; turn++) emitChannel(f, plan, { context, turn })
    f.get(registers.inputAt)
      .int(step * plan.capacity * OCTET)
      .op('i32.add')
      .set(registers.inputAt)
    f.get(registers.weightAt)
      .int(step * shape.channels * OCTET)
      .op('i32.add')
      .set(registers.weightAt)
    f.get(registers.left).int(step).op('i32.sub').tee(registers.left)
  })
  for (let turn = 0; turn < inChannelsPerGroup - whole; turn++)
    emitChannel(f, plan, { context, turn })
}

/** sums[m][n] += input[n] · weights[m] of the `turn`-th next input channel. */
function emitChannel(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { context, turn }: { context: LoopContext; turn: number },
): void {
  const { shape, registers, features } = context
  const { tiles, lanes, channels } = shape
  registers.inputs.forEach((input, index) => {
    const at =
      turn * plan.capacity * OCTET + Math.floor(index / lanes) * OCTET + (index % lanes) * 16
    f.get(registers.inputAt).op('v128.load', at).set(input)
  })
  for (let m = 0; m < channels; m++) {
    registers.weights.forEach((weight, lane) => {
      const at = plan.constants.weights + (turn * channels + m) * OCTET + lane * 16
      f.get(registers.weightAt).op('v128.load', at).set(weight)
    })
    registers.inputs.forEach((input, index) => {
      const sum = registers.sums[m * tiles * lanes + index] as Local
      const weight = registers.weights[index % lanes] as Local
      emitMultiplyAdd(f, { a: input, b: weight, sum }, features)
    })
  }
}

interface StoreContext {
  readonly shape: ProductShape
  readonly registers: Registers
  readonly place: {
    readonly tile: Local
    readonly input: Local
    readonly point: Local
    readonly sums: Local
  }
}

/** [m][tile][point][8]: the tile's place is 8 times as far as its place in the input. */
function emitSumStores(
  f: FunctionEmitter,
  plan: WinogradPlan,
  { shape, registers, place }: StoreContext,
): void {
  const { tile, input, point, sums } = place
  const target = f.local('i32')
  const part = f.local('i32')
  f.get(tile, input)
    .op('i32.sub')
    .tee(target)
    .int(OCTET - 1)
    .op('i32.and')
    .set(part)
  f.get(target, part).op('i32.sub').int(3).op('i32.shl').get(part).op('i32.add')
  f.get(point).int(5).op('i32.shl').op('i32.add').get(sums).op('i32.add').set(target)
  registers.sums.forEach((sum, index) => {
    const perChannel = shape.tiles * shape.lanes
    const [m, within] = [Math.floor(index / perChannel), index % perChannel]
    const [n, lane] = [Math.floor(within / shape.lanes), within % shape.lanes]
    f.get(target, sum).op('v128.store', (m * plan.capacity + n) * TILE_BYTES + lane * 16)
  })
}
