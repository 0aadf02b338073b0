import type { WasmFeatures } from '../profile'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitLoad, emitStore, type Complex } from './complex'
import type { BlockLayout } from './layout'

export interface ProductOptions {
  readonly layout: BlockLayout
  readonly inputs: number
  /** Output channels in one go. */
  readonly outputs: number
  readonly features: WasmFeatures
}

/**
 * Work division: one call makes one panel of the spectra of M outputs, Y[m] = Σ_i Z[i]·H[m,i]; the
 * sums of 4 or 8 frequencies stay in registers over the input channels. The outputs may lie where
 * the inputs do. Signature: (inputs, spectra, outputs): the panel's place in the first block of each.
 */
export function emitSpectrumProducts(module: ModuleEmitter, options: ProductOptions): Callee {
  const { layout, inputs, outputs } = options
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define(`products${outputs}`, { parameters, results: [] }, (f) => {
    const [input, spectrum, output] = f.parameters(3)
    const [end, channel, z, h] = f.locals('i32', 4)
    f.get(input)
      .int(layout.height * layout.rowBytes)
      .op('i32.add')
      .set(end)
    f.count(input, end, layout.rowBytes, () => {
      const sums = emitFirst(f, options, { z: input, h: spectrum })
      if (inputs > 1) {
        f.get(input).set(z)
        f.get(spectrum).set(h)
        f.int(1).set(channel)
        f.count(channel, inputs, 1, () => {
          for (const pointer of [z, h]) f.get(pointer).int(layout.bytes).op('i32.add').set(pointer)
          emitMore(f, options, { z, h, sums })
        })
      }
      sums.forEach((value, m) => emitStore(f, placeOf(layout, output, m * layout.bytes), value))
      for (const pointer of [spectrum, output]) {
        f.get(pointer).int(layout.rowBytes).op('i32.add').set(pointer)
      }
    })
  })
}

function placeOf({ imaginary }: BlockLayout, base: Local, at: number) {
  return { re: base, im: base, reAt: at, imAt: at + imaginary }
}

interface Pointers {
  /** Of one input channel's frequencies. */
  readonly z: Local
  /** Of the same channel's weights for the first output. */
  readonly h: Local
}

function loadSpectrum(
  f: FunctionEmitter,
  { layout, inputs }: ProductOptions,
  [h, m]: [Local, number],
) {
  return emitLoad(f, placeOf(layout, h, m * inputs * layout.bytes), layout.vectors)
}

/** The products of the first input channel. */
function emitFirst(f: FunctionEmitter, options: ProductOptions, { z, h }: Pointers): Complex[] {
  const { layout, outputs, features } = options
  const value = emitLoad(f, placeOf(layout, z, 0), layout.vectors)
  return Array.from({ length: outputs }, (_, m) => {
    const weight = loadSpectrum(f, options, [h, m])
    const product = (a: readonly Local[]) =>
      a.map((x, lane) => {
        const result = f.local('v128')
        f.get(x, value.re[lane] as Local)
          .op('f32x4.mul')
          .set(result)
        return result
      })
    const sum = { re: product(weight.re), im: product(weight.im) }
    addImaginary(f, { sum, value, weight, features })
    return sum
  })
}

/** Y[m] += Z·H[m] of one more input channel. */
function emitMore(
  f: FunctionEmitter,
  options: ProductOptions,
  { z, h, sums }: Pointers & { sums: readonly Complex[] },
): void {
  const { layout, features } = options
  const value = emitLoad(f, placeOf(layout, z, 0), layout.vectors)
  sums.forEach((sum, m) => {
    const weight = loadSpectrum(f, options, [h, m])
    for (const part of ['re', 'im'] as const) {
      sum[part].forEach((to, lane) => {
        const [a, b] = [value.re[lane] as Local, weight[part][lane] as Local]
        emitMultiplyAdd(f, { a, b, sum: to }, features)
      })
    }
    addImaginary(f, { sum, value, weight, features })
  })
}

/** sum += i·Im(value)·weight */
function addImaginary(
  f: FunctionEmitter,
  {
    sum,
    value,
    weight,
    features,
  }: { sum: Complex; value: Complex; weight: Complex; features: WasmFeatures },
): void {
  sum.re.forEach((to, lane) => {
    const [a, b] = [value.im[lane] as Local, weight.im[lane] as Local]
    emitMultiplyAdd(f, { a, b, sum: to, isNegative: true }, features)
  })
  sum.im.forEach((to, lane) => {
    const [a, b] = [value.im[lane] as Local, weight.re[lane] as Local]
    emitMultiplyAdd(f, { a, b, sum: to }, features)
  })
}
