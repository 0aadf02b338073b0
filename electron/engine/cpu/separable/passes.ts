import type { WasmFeatures } from '../profile'
import { emitTileStores } from '../tile-stores'
import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitVectorStores } from '../wasm/store-vectors'
import type { SeparablePlan } from './plan'
import { declareRegisters, emitTaps, emitTileWalk } from './taps'

/**
 * Work division: one call convolves one padded row with a kernel row: N vectors of sums stay in
 * registers over its k_w taps. Signature: (padded row, target, kernel row, width).
 */
export function emitAcross(
  module: ModuleEmitter,
  { geometry, profile, vectors, rowsAt }: SeparablePlan,
  features: WasmFeatures,
): Callee {
  const { kernel, dilation } = geometry.spec
  const signature = { parameters: ['i32', 'i32', 'i32', 'i32'], results: [] } as const
  return module.define('across', signature, (f) => {
    const [row, target, weights, width] = f.parameters(4)
    const place = f.local('i32')
    const registers = declareRegisters(f, vectors)
    emitTileWalk(f, {
      width,
      vectors,
      body: (x) => {
        for (const sum of registers.sums) f.float(0).op('f32x4.splat').set(sum)
        f.get(row, x).op('i32.add').set(registers.inputAt)
        f.get(weights).int(rowsAt).op('i32.add').set(registers.weightAt)
        emitTaps(f, registers, { count: kernel.width, pitch: dilation.x * 4, profile, features })
        f.get(target, x).op('i32.add').set(place)
        emitVectorStores(f, { address: place, values: registers.sums })
      },
    })
  })
}

/**
 * Work division: one call makes `rows` output rows from what the first pass left of every input
 * channel. It walks down stripes of N vectors; the sums stay in registers over c_i·rank·k_h taps.
 * Signature: (first pass's rows, kernel columns, bias, output, rows, width).
 */
export function emitDown(
  module: ModuleEmitter,
  plan: SeparablePlan,
  features: WasmFeatures,
): Callee {
  const { geometry, profile, vectors, pitch } = plan
  const { spec, output } = geometry
  const { kernel, dilation } = spec
  const taps = { count: kernel.height, pitch: dilation.y * pitch, profile, features }
  const back = plan.channelPitch - taps.count * taps.pitch
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('down', { parameters, results: [] }, (f) => {
    const [passed, weights, bias, target, rows, width] = f.parameters(6)
    const [row, source, place] = f.locals('i32', 3)
    const start = f.local('v128')
    const registers = declareRegisters(f, vectors)
    f.get(bias).op('v128.load32_splat', plan.biasAt).set(start)
    emitTileWalk(f, {
      width,
      vectors,
      body: (x) => {
        f.get(passed, x).op('i32.add').set(source)
        f.get(target, x).op('i32.add').set(place)
        f.int(0).set(row)
        f.count(row, rows, 1, () => {
          for (const sum of registers.sums) f.get(start).set(sum)
          f.get(source).set(registers.inputAt)
          f.get(weights).int(plan.columnsAt).op('i32.add').set(registers.weightAt)
          for (let pass = 0; pass < plan.passes; pass++) {
            if (pass > 0) f.get(registers.inputAt).int(back).op('i32.add').set(registers.inputAt)
            emitTaps(f, registers, taps)
          }
          emitTileStores(f, { place, sums: registers.sums, vectors, plane: 0, width: output.width })
          f.get(source).int(pitch).op('i32.add').set(source)
          f.get(place)
            .int(output.width * 4)
            .op('i32.add')
            .set(place)
        })
      },
    })
  })
}
