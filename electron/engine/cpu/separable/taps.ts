import type { Profile, WasmFeatures } from '../profile'
import { emitMultiplyAdd } from '../wasm/arithmetic'
import type { FunctionEmitter, Local } from '../wasm/emitter'

/** N sums of neighbouring vectors, and what the loop over taps needs besides. */
export interface Registers {
  readonly sums: readonly Local[]
  readonly inputs: readonly Local[]
  readonly weight: Local
  readonly inputAt: Local
  readonly weightAt: Local
  readonly end: Local
}

export function declareRegisters(f: FunctionEmitter, vectors: number): Registers {
  return {
    sums: f.locals('v128', vectors),
    inputs: f.locals('v128', vectors),
    weight: f.local('v128'),
    inputAt: f.local('i32'),
    weightAt: f.local('i32'),
    end: f.local('i32'),
  }
}

export interface Taps {
  readonly count: number
  /** Bytes from tap to tap: along a row or down a column. */
  readonly pitch: number
  readonly profile: Profile
  readonly features: WasmFeatures
}

/** sums[n] += Σ_t input[t·pitch + n] · weight[t]; moves both addresses behind the last tap. */
export function emitTaps(f: FunctionEmitter, registers: Registers, taps: Taps): void {
  const { inputAt, weightAt, end } = registers
  const step = Math.min(taps.profile.taps, taps.count)
  const rest = taps.count % step
  const advance = (count: number) => {
    f.get(inputAt)
      .int(count * taps.pitch)
      .op('i32.add')
      .set(inputAt)
    f.get(weightAt)
      .int(count * 4)
      .op('i32.add')
      .set(weightAt)
  }
  f.get(weightAt)
    .int((taps.count - rest) * 4)
    .op('i32.add')
    .set(end)
  f.loop(() => {
    for (let turn = 0; turn < step; turn++) emitTap(f, registers, { taps, turn })
    advance(step)
    f.get(weightAt, end).op('i32.lt_u')
  })
  for (let turn = 0; turn < rest; turn++) emitTap(f, registers, { taps, turn })
  if (rest > 0) advance(rest)
}

function emitTap(
  f: FunctionEmitter,
  { sums, inputs, weight, inputAt, weightAt }: Registers,
  { taps, turn }: { taps: Taps; turn: number },
): void {
  inputs.forEach((input, n) => {
    f.get(inputAt)
      .op('v128.load', turn * taps.pitch + n * 16)
      .set(input)
  })
  f.get(weightAt)
    .op('v128.load32_splat', turn * 4)
    .set(weight)
  inputs.forEach((input, n) => {
    const sum = sums[n]
    if (sum) emitMultiplyAdd(f, { a: input, b: weight, sum }, taps.features)
  })
}

/** Walks x (bytes) over tiles of a row of `width` values: the last one is moved back to fit. */
export function emitTileWalk(
  f: FunctionEmitter,
  { width, vectors, body }: { width: Local; vectors: number; body: (x: Local) => void },
): void {
  const [x, lastX, isLast] = f.locals('i32', 3)
  f.int(0).set(x)
  f.get(width)
    .int(vectors * 4)
    .op('i32.gt_u')
  f.when(
    () =>
      f
        .get(width)
        .int(vectors * 4)
        .op('i32.sub')
        .int(2)
        .op('i32.shl')
        .set(lastX),
    () => f.int(0).set(lastX),
  )
  f.loop(() => {
    body(x)
    f.get(x, lastX).op('i32.lt_u').set(isLast)
    f.get(x)
      .int(vectors * 16)
      .op('i32.add')
      .tee(x)
      .get(lastX)
    f.get(x, lastX).op('i32.lt_u').op('select').set(x)
    f.get(isLast)
  })
}
