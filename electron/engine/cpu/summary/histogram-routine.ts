// Work division of the histograms: a strip is a run of values of one channel. Four counters per bar,
// one for each lane, so that neighbours of the same bar do not wait for each other; added up at the end.

import { HISTOGRAM_BINS } from '../../tensors/statistics'
import type { FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitFoursEnd } from './scan'

/** Words of the parameter block, in bytes. */
export const BARS = {
  data: 0,
  channelBytes: 4,
  /** Values of a channel. */
  pixels: 8,
  /** Strips of a channel. */
  bands: 12,
  /** Values of a strip, a multiple of 4. */
  bandValues: 16,
  channels: 20,
  ranges: 24,
  counts: 28,
  bytes: 32,
} as const

/** The range of a channel: two f64, the low end and bars per unit. */
export const RANGE = { low: 0, scale: 8, bytes: 16 } as const

/** Bytes of one set of counters. */
export const COUNTS_BYTES = HISTOGRAM_BINS * 4
/** What every thread needs for itself. */
export const BARS_SCRATCH_BYTES = COUNTS_BYTES * 4

/** The module whose `strip` counts finite values, none below the low end, as `histogramOf` does. */
export function histogramModule(isShared: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(isShared)
  module.export('strip', { parameters: ['i32', 'i32', 'i32'], results: [] }, emitStrip)
  return module.finish()
}

function emitStrip(f: FunctionEmitter): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [slot, first, from, count, limit, end, range] = f.locals('i32', 7)
  const scaling: Scaling = {
    low: f.local('v128'),
    scale: f.local('v128'),
    most: f.local('v128'),
    value: f.local('v128'),
    bars: f.local('v128'),
  }
  const word = (name: keyof typeof BARS) => f.get(parameters).op('i32.load', BARS[name])
  f.get(index)
  word('bands').op('i32.div_u').set(slot)
  f.get(index)
  word('bands').op('i32.rem_u')
  word('bandValues').op('i32.mul').set(first)
  word('bandValues')
  word('pixels').get(first).op('i32.sub').tee(count)
  word('bandValues').get(count).op('i32.lt_u').op('select').set(count)
  word('data')
  word('channels').get(slot).int(2).op('i32.shl').op('i32.add').op('i32.load')
  word('channelBytes').op('i32.mul').op('i32.add')
  f.get(first).int(2).op('i32.shl').op('i32.add').set(from)
  word('ranges').get(slot).int(RANGE.bytes).op('i32.mul').op('i32.add').set(range)
  f.get(range).op('f64.load', RANGE.low).op('f64x2.splat').set(scaling.low)
  f.get(range).op('f64.load', RANGE.scale).op('f64x2.splat').set(scaling.scale)
  f.int(HISTOGRAM_BINS - 1)
    .op('i32x4.splat')
    .set(scaling.most)
  emitClear(f, scratch)
  emitFoursEnd(f, { from, count, to: limit })
  f.count(from, limit, 16, () => {
    f.get(from).op('v128.load').set(scaling.value)
    emitBars(f, scaling)
    for (const lane of [0, 1, 2, 3]) emitCount(f, { bars: scaling.bars, scratch, lane })
  })
  f.get(limit, count).int(3).op('i32.and').int(2).op('i32.shl').op('i32.add').set(end)
  f.count(from, end, 4, () => {
    f.get(from).op('v128.load32_splat').set(scaling.value)
    emitBars(f, scaling)
    emitCount(f, { bars: scaling.bars, scratch, lane: 0 })
  })
  word('counts').get(index).int(COUNTS_BYTES).op('i32.mul').op('i32.add').set(first)
  emitTotals(f, { scratch, to: first })
}

interface Scaling {
  readonly low: Local
  readonly scale: Local
  readonly most: Local
  readonly value: Local
  readonly bars: Local
}

/** bars ← which bar each of the four values falls into, reckoned in f64. */
function emitBars(f: FunctionEmitter, { low, scale, most, value, bars }: Scaling): void {
  const place = (lanes: readonly [number, number, number, number]): void => {
    f.get(value, value).shuffle(lanes).op('f64x2.promote_low_f32x4').get(low).op('f64x2.sub')
    f.get(scale).op('f64x2.mul').op('i32x4.trunc_sat_f64x2_s_zero')
  }
  place([0, 1, 0, 1])
  place([2, 3, 2, 3])
  f.shuffle([0, 1, 4, 5]).get(most).op('i32x4.min_s').set(bars)
}

function emitCount(
  f: FunctionEmitter,
  { bars, scratch, lane }: { bars: Local; scratch: Local; lane: number },
): void {
  const at = f.local('i32')
  f.get(scratch, bars).op('i32x4.extract_lane', lane).int(2).op('i32.shl').op('i32.add').tee(at)
  f.get(at)
    .op('i32.load', lane * COUNTS_BYTES)
    .int(1)
    .op('i32.add')
  f.op('i32.store', lane * COUNTS_BYTES)
}

function emitClear(f: FunctionEmitter, scratch: Local): void {
  const [at, end] = f.locals('i32', 2)
  const zero = f.local('v128')
  f.get(scratch).tee(at).int(BARS_SCRATCH_BYTES).op('i32.add').set(end)
  f.count(at, end, 16, () => void f.get(at, zero).op('v128.store'))
}

function emitTotals(f: FunctionEmitter, { scratch, to }: { scratch: Local; to: Local }): void {
  const [at, end] = f.locals('i32', 2)
  f.get(scratch).tee(at).int(COUNTS_BYTES).op('i32.add').set(end)
  f.count(at, end, 4, () => {
    f.get(to, at).op('i32.load')
    for (const lane of [1, 2, 3])
      f.get(at)
        .op('i32.load', lane * COUNTS_BYTES)
        .op('i32.add')
    f.op('i32.store').get(to).int(4).op('i32.add').set(to)
  })
}
