import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { FunctionEmitter, Local } from '../wasm/emitter'
import type { OpcodeName } from '../wasm/opcodes'
import { emitVectorStores } from '../wasm/store-vectors'
import type { Radix } from './order'

/** A complex number per lane; two vectors side by side where the machine is to join them. */
export interface Complex {
  readonly re: readonly Local[]
  readonly im: readonly Local[]
}

/** What all complex arithmetic of a function needs. */
export interface ComplexContext {
  readonly f: FunctionEmitter
  readonly isInverse: boolean
  readonly hasRelaxedSimd: boolean
}

/** Where a complex value lies: a base and the byte offsets of both parts. */
export interface ComplexPlace {
  readonly re: Local
  readonly im: Local
  readonly reAt: number
  readonly imAt: number
}

type Opcode = 'f32x4.add' | 'f32x4.sub' | 'f32x4.mul'

function lanewise(
  f: FunctionEmitter,
  opcode: Opcode,
  [a, b]: readonly [readonly Local[], readonly Local[]],
): Local[] {
  return a.map((x, lane) => {
    const result = f.local('v128')
    f.get(x, b[lane] as Local)
      .op(opcode)
      .set(result)
    return result
  })
}

/** `vectors` neighbouring vectors of both parts. */
export function emitLoad(f: FunctionEmitter, place: ComplexPlace, vectors: number): Complex {
  const part = (from: Local, at: number) =>
    Array.from({ length: vectors }, (_, lane) => emitVector(f, 'v128.load', from, at + lane * 16))
  return { re: part(place.re, place.reAt), im: part(place.im, place.imAt) }
}

/** One complex number in all lanes. */
export function emitSplat(f: FunctionEmitter, place: ComplexPlace, vectors: number): Complex {
  const part = (from: Local, at: number) => {
    const vector = emitVector(f, 'v128.load32_splat', from, at)
    return Array.from({ length: vectors }, () => vector)
  }
  return { re: part(place.re, place.reAt), im: part(place.im, place.imAt) }
}

function emitVector(f: FunctionEmitter, opcode: OpcodeName, from: Local, at: number): Local {
  const vector = f.local('v128')
  f.get(from).op(opcode, at).set(vector)
  return vector
}

/** Stores what `emitLoad` loads. */
export function emitStore(f: FunctionEmitter, place: ComplexPlace, value: Complex): void {
  emitVectorStores(f, { address: place.re, offset: place.reAt, values: value.re })
  emitVectorStores(f, { address: place.im, offset: place.imAt, values: value.im })
}

function sum({ f }: ComplexContext, a: Complex, b: Complex): Complex {
  return {
    re: lanewise(f, 'f32x4.add', [a.re, b.re]),
    im: lanewise(f, 'f32x4.add', [a.im, b.im]),
  }
}

function difference({ f }: ComplexContext, a: Complex, b: Complex): Complex {
  return {
    re: lanewise(f, 'f32x4.sub', [a.re, b.re]),
    im: lanewise(f, 'f32x4.sub', [a.im, b.im]),
  }
}

/** a + i·b */
function plusTurned({ f }: ComplexContext, a: Complex, b: Complex): Complex {
  return {
    re: lanewise(f, 'f32x4.sub', [a.re, b.im]),
    im: lanewise(f, 'f32x4.add', [a.im, b.re]),
  }
}

/** a − i·b */
function minusTurned({ f }: ComplexContext, a: Complex, b: Complex): Complex {
  return {
    re: lanewise(f, 'f32x4.add', [a.re, b.im]),
    im: lanewise(f, 'f32x4.sub', [a.im, b.re]),
  }
}

/** value · w, or value · conj(w) in the inverse. */
export function emitTwiddle(context: ComplexContext, value: Complex, w: Complex): Complex {
  const { f, isInverse } = context
  const re = lanewise(f, 'f32x4.mul', [value.re, w.re])
  re.forEach((sum, lane) => {
    const [a, b] = [value.im[lane] as Local, w.im[lane] as Local]
    emitMultiplyAdd(f, { a, b, sum, isNegative: !isInverse }, context)
  })
  const im = lanewise(f, 'f32x4.mul', [value.im, w.re])
  im.forEach((sum, lane) => {
    const [a, b] = [value.re[lane] as Local, w.im[lane] as Local]
    emitMultiplyAdd(f, { a, b, sum, isNegative: isInverse }, context)
  })
  return { re, im }
}

/** The transform of 2 or 4 values, which `load` brings when they are needed, in order. */
export function emitButterfly(
  context: ComplexContext,
  radix: Radix,
  load: (part: number) => Complex,
): Complex[] {
  if (radix === 2) {
    const [a, b] = [load(0), load(1)]
    return [sum(context, a, b), difference(context, a, b)]
  }
  return emitRadix4(context, load)
}

function emitRadix4(context: ComplexContext, load: (part: number) => Complex): Complex[] {
  const [x0, x2] = [load(0), load(2)]
  const [s, d] = [sum(context, x0, x2), difference(context, x0, x2)]
  const [x1, x3] = [load(1), load(3)]
  const [t, e] = [sum(context, x1, x3), difference(context, x1, x3)]
  const [y0, y2] = [sum(context, s, t), difference(context, s, t)]
  const [minus, plus] = [minusTurned(context, d, e), plusTurned(context, d, e)]
  return context.isInverse ? [y0, plus, y2, minus] : [y0, minus, y2, plus]
}
