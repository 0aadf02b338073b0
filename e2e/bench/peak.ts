import { detectFeatures } from '../../electron/engine/cpu/features'
import type { CreateWorker } from '../../electron/engine/cpu/pool/control'
import type { StripPool } from '../../electron/engine/cpu/pool/strip-pool'
import { WorkerPool } from '../../electron/engine/cpu/pool/worker-pool'
import type { FunctionEmitter, Local } from '../../electron/engine/cpu/wasm/emitter'
import { ModuleEmitter } from '../../electron/engine/cpu/wasm/module'
import type { TensorMemory } from '../../electron/engine/tensors/memory'

/** What this runtime reaches at most on this machine, on the engine's own threads. */
export interface Limits {
  readonly threads: number
  /** Multiply-adds on 128-bit vectors that nothing can join, 2 FLOP each. */
  readonly fma128Gflops: number
  /** The same on neighbouring pairs, which the revectorizer joins to 256 bits where it is on. */
  readonly fma256Gflops: number
  /** Copying 64 MiB, bytes read + bytes written, in 10⁹ per second. */
  readonly copyGbPerS: number
}

/** The larger of the two: what a routine's GFLOP/s is a fraction of. */
export function peakOf({ fma128Gflops, fma256Gflops }: Limits): number {
  return Math.max(fma128Gflops, fma256Gflops)
}

interface PeakRoutine {
  readonly module: Uint8Array<ArrayBuffer>
  readonly strips: number
  /** FLOP or bytes of one run. */
  readonly work: number
}

const SIGNATURE = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
/** A turn of the loop is so many multiply-adds on vectors: 12 chains hide a latency of 4 twice over. */
const CHAINS = 12
const TURNS = 1 << 17
const STRIPS_PER_THREAD = 8
const COPY_BYTES = 1 << 26
const COPY_STRIP_BYTES = 1 << 19
/** Addresses of source and target, in the parameter block. */
const [SOURCE_AT, TARGET_AT] = [0, 4]

/** Measures the limits on `threads` threads: the best of many short runs, since a limit is the best. */
export async function measureLimits(
  memory: TensorMemory,
  { createWorker, threads }: { createWorker: CreateWorker; threads: number },
): Promise<Limits> {
  const pool = new WorkerPool(memory, createWorker, threads)
  const [source, target] = [memory.reserve(COPY_BYTES), memory.reserve(COPY_BYTES)]
  const parameters = memory.reserve(8)
  memory.integers(parameters, 2).set([source, target])
  const best = (routine: PeakRoutine) => bestRate(pool, routine, { parameters, threads })
  const limits = {
    threads,
    fma128Gflops: await best(fmaRoutine(memory.isShared, 1, threads)),
    fma256Gflops: await best(fmaRoutine(memory.isShared, 2, threads)),
    copyGbPerS: await best(copyRoutine(memory.isShared)),
  }
  pool.dispose()
  for (const block of [source, target, parameters]) memory.release(block)
  return limits
}

/**
 * `CHAINS` independent sums in registers, each of `width` vectors. width 1: the sums lie apart in
 * memory, so nothing joins them; width 2: pairs of neighbours, as the revectorizer wants them.
 */
export function fmaRoutine(isShared: boolean, width: 1 | 2, threads: number): PeakRoutine {
  const { hasRelaxedSimd } = detectFeatures(isShared)
  const module = new ModuleEmitter(isShared)
  module.export('strip', SIGNATURE, (f) => {
    const scratch = f.parameter(1)
    const sums = f.locals('v128', CHAINS * width)
    const inputs = f.locals('v128', width)
    const [weight, turn] = [f.local('v128'), f.local('i32')]
    const place = (index: number) => (width === 2 ? index * 16 : index * 48)
    sums.forEach((sum, index) => f.get(scratch).op('v128.load', place(index)).set(sum))
    inputs.forEach((input, n) =>
      f
        .get(scratch)
        .op('v128.load', 1024 + n * 16)
        .set(input),
    )
    f.get(scratch).op('v128.load32_splat', 1088).set(weight)
    f.int(0).set(turn)
    f.count(turn, TURNS, 1, () => {
      sums.forEach((sum, index) => {
        const input = inputs[index % width] ?? weight
        emitMultiplyAdd(f, { input, weight, sum }, hasRelaxedSimd)
      })
    })
    sums.forEach((sum, index) => f.get(scratch, sum).op('v128.store', place(index)))
  })
  const strips = threads * STRIPS_PER_THREAD
  return { module: module.finish(), strips, work: strips * TURNS * CHAINS * width * 4 * 2 }
}

function emitMultiplyAdd(
  f: FunctionEmitter,
  { input, weight, sum }: { input: Local; weight: Local; sum: Local },
  hasRelaxedSimd: boolean,
): void {
  if (hasRelaxedSimd) f.get(input, weight, sum).op('f32x4.relaxed_madd').set(sum)
  else f.get(sum, input, weight).op('f32x4.mul').op('f32x4.add').set(sum)
}

/** Every strip copies half a MiB from one half of 128 MiB to the other. */
export function copyRoutine(isShared: boolean): PeakRoutine {
  const module = new ModuleEmitter(isShared)
  module.export('strip', SIGNATURE, (f) => {
    const [index, , parameters] = f.parameters(3)
    const [source, target, end] = f.locals('i32', 3)
    const vectors = f.locals('v128', 4)
    for (const [local, at] of [
      [source, SOURCE_AT],
      [target, TARGET_AT],
    ] as const) {
      f.get(parameters).op('i32.load', at)
      f.get(index).int(COPY_STRIP_BYTES).op('i32.mul').op('i32.add').set(local)
    }
    f.get(source).int(COPY_STRIP_BYTES).op('i32.add').set(end)
    f.count(source, end, 64, () => {
      vectors.forEach((vector, n) =>
        f
          .get(source)
          .op('v128.load', n * 16)
          .set(vector),
      )
      vectors.forEach((vector, n) => f.get(target, vector).op('v128.store', n * 16))
      f.get(target).int(64).op('i32.add').set(target)
    })
  })
  return { module: module.finish(), strips: COPY_BYTES / COPY_STRIP_BYTES, work: COPY_BYTES * 2 }
}

const SCRATCH_BYTES = 2048
const BUDGET_MS = 600

/** 10⁹ of the routine's work per second, in its best run. */
async function bestRate(
  pool: StripPool,
  { module, strips, work }: PeakRoutine,
  { parameters, threads }: { parameters: number; threads: number },
): Promise<number> {
  const routine = await pool.load(await WebAssembly.compile(module))
  const run = {
    routine,
    strips,
    scratchBytes: SCRATCH_BYTES,
    parameters,
    threads,
    work: 1,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }
  let best = Infinity
  for (const start = performance.now(); performance.now() - start < BUDGET_MS;) {
    const before = performance.now()
    await pool.run(run)
    best = Math.min(best, performance.now() - before)
  }
  pool.unload(routine)
  return work / (best * 1e6)
}
