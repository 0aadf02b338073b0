import type { WasmFeatures } from '../profile'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import type { FftPlan } from './plan'

interface Shape {
  /** Output channels in one go. */
  readonly outputs: number
  readonly features: WasmFeatures
}

/**
 * Work division: one call makes the spectra of M outputs, Y[m] = Σ_i Z[i]·H[m,i], over a whole
 * block; the sums of 4 or 8 frequencies stay in registers over the input channels.
 * Signature: (inputs, spectra, outputs).
 */
export function emitSpectrumProducts(module: ModuleEmitter, plan: FftPlan, shape: Shape): Callee {
  const { layout } = plan
  const lanes = plan.profile.vectorBits / 128
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define(`spectra${shape.outputs}`, { parameters, results: [] }, (f) => {
    const [inputs, spectra, outputs] = f.parameters(3)
    const [row, at] = f.locals('i32', 2)
    const registers = declare(f, shape.outputs, lanes)
    f.int(0).set(row)
    f.count(row, layout.side * layout.pitch, layout.pitch, () => {
      f.int(0).set(at)
      f.count(at, layout.side * 4, lanes * 16, () => {
        emitSums(f, plan, { shape, registers, row, at, inputs, spectra })
        f.get(outputs, row).op('i32.add').get(at).op('i32.add').set(registers.input)
        registers.re.forEach((vector, index) => {
          const place = Math.floor(index / lanes) * layout.bytes + (index % lanes) * 16
          f.get(registers.input, vector).op('v128.store', place)
        })
        registers.im.forEach((vector, index) => {
          const place = Math.floor(index / lanes) * layout.bytes + (index % lanes) * 16
          f.get(registers.input, vector).op('v128.store', place + layout.imaginary)
        })
      })
    })
  })
}

interface Registers {
  readonly re: readonly Local[]
  readonly im: readonly Local[]
  readonly zRe: readonly Local[]
  readonly zIm: readonly Local[]
  readonly hRe: readonly Local[]
  readonly hIm: readonly Local[]
  readonly input: Local
  readonly spectrum: Local
  readonly channel: Local
  readonly lanes: number
}

function declare(f: FunctionEmitter, outputs: number, lanes: number): Registers {
  return {
    re: f.locals('v128', outputs * lanes),
    im: f.locals('v128', outputs * lanes),
    zRe: f.locals('v128', lanes),
    zIm: f.locals('v128', lanes),
    hRe: f.locals('v128', lanes),
    hIm: f.locals('v128', lanes),
    input: f.local('i32'),
    spectrum: f.local('i32'),
    channel: f.local('i32'),
    lanes,
  }
}

interface SumsContext {
  readonly shape: Shape
  readonly registers: Registers
  readonly row: Local
  readonly at: Local
  readonly inputs: Local
  readonly spectra: Local
}

function emitSums(f: FunctionEmitter, plan: FftPlan, context: SumsContext): void {
  const { shape, registers, row, at, inputs, spectra } = context
  const { inChannelsPerGroup } = plan.geometry
  for (const sum of [...registers.re, ...registers.im]) f.float(0).op('f32x4.splat').set(sum)
  f.get(inputs, row).op('i32.add').get(at).op('i32.add').set(registers.input)
  f.get(spectra, row).op('i32.add').get(at).op('i32.add').set(registers.spectrum)
  f.int(0).set(registers.channel)
  f.count(registers.channel, inChannelsPerGroup, 1, () => {
    emitLoads(f, registers, { from: registers.input, plan, at: 0, isSpectrum: false })
    for (let m = 0; m < shape.outputs; m++) {
      const place = m * inChannelsPerGroup * plan.layout.bytes
      emitLoads(f, registers, { from: registers.spectrum, plan, at: place, isSpectrum: true })
      emitProduct(f, registers, { m, features: shape.features })
    }
    for (const pointer of [registers.input, registers.spectrum]) {
      f.get(pointer).int(plan.layout.bytes).op('i32.add').set(pointer)
    }
  })
}

interface Loads {
  readonly from: Local
  readonly plan: FftPlan
  readonly at: number
  readonly isSpectrum: boolean
}

function emitLoads(
  f: FunctionEmitter,
  registers: Registers,
  { from, plan, at, isSpectrum }: Loads,
): void {
  const [re, im] = isSpectrum ? [registers.hRe, registers.hIm] : [registers.zRe, registers.zIm]
  re.forEach((vector, lane) =>
    f
      .get(from)
      .op('v128.load', at + lane * 16)
      .set(vector),
  )
  im.forEach((vector, lane) => {
    f.get(from)
      .op('v128.load', at + plan.layout.imaginary + lane * 16)
      .set(vector)
  })
}

/** Y[m] += Z·H[m] */
function emitProduct(
  f: FunctionEmitter,
  registers: Registers,
  { m, features }: { m: number; features: WasmFeatures },
): void {
  const { zRe, zIm, hRe, hIm, lanes } = registers
  const each = (
    sums: readonly Local[],
    [a, b]: readonly (readonly Local[])[],
    isNegative: boolean,
  ) => {
    for (let lane = 0; lane < lanes; lane++) {
      const [x, y, sum] = [a?.[lane], b?.[lane], sums[m * lanes + lane]]
      if (x && y && sum) emitMultiplyAdd(f, { a: x, b: y, sum, isNegative }, features)
    }
  }
  each(registers.re, [zRe, hRe], false)
  each(registers.im, [zRe, hIm], false)
  each(registers.re, [zIm, hIm], true)
  each(registers.im, [zIm, hRe], false)
}
