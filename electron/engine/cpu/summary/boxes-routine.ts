// Work division of the box planes: a strip is a band of lines of the shown plane of one channel. For
// every line the pixel rows that begin in it are scanned for their extremes and sum, and added up, by
// their share, into one row of f64 sums in the scratch while they lie in the cache; then the columns
// of that row are added up into the line. Every pixel is read from memory once.

import type { FunctionEmitter, Local } from '../wasm/emitter'
import type { Callee } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { ADD_ROW, emitAddRow } from './add-row'
import { emitScan, EXTREMES, SCAN } from './scan'

/** Words of the parameter block, in bytes. */
export const BOXES = {
  data: 0,
  channelBytes: 4,
  width: 8,
  planeHeight: 12,
  planeWidth: 16,
  bands: 20,
  bandLines: 24,
  lines: 28,
  columns: 32,
  channels: 36,
  planes: 40,
  extremes: 44,
  /** f64: pixels that one value of the plane stands for. */
  area: 48,
  bytes: 56,
} as const

/** One box of an axis: its first and last pixel, those whose statistics are counted with it, shares. */
export const BOX = {
  first: 0,
  last: 4,
  owned: 8,
  ownedEnd: 12,
  firstShare: 16,
  lastShare: 24,
  bytes: 32,
} as const

/** The module whose `strip` fills one band of a plane and the extremes of its pixels. */
export function boxesModule(isShared: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(isShared)
  const scan = module.define('scan', SCAN, emitScan)
  const startRow = module.define('startRow', ADD_ROW, (f) => emitAddRow(f, true))
  const addRow = module.define('addRow', ADD_ROW, (f) => emitAddRow(f, false))
  const columns = module.define(
    'columns',
    { parameters: ['i32', 'i32', 'i32'], results: [] },
    emitColumns,
  )
  module.export('strip', { parameters: ['i32', 'i32', 'i32'], results: [] }, (f) =>
    emitBand(f, { scan, startRow, addRow, columns }),
  )
  return module.finish()
}

type Callees = Readonly<Record<'scan' | 'startRow' | 'addRow' | 'columns', Callee>>

function emitBand(f: FunctionEmitter, callees: Callees): void {
  const [index, sums, parameters] = f.parameters(3)
  const [base, rowBytes, width, line, end, to] = f.locals('i32', 6)
  const [slot, firstLine, extremes, lineBytes] = f.locals('i32', 4)
  const word = (name: keyof typeof BOXES) => f.get(parameters).op('i32.load', BOXES[name])
  word('width').set(width)
  f.get(width).int(2).op('i32.shl').set(rowBytes)
  word('planeWidth').int(2).op('i32.shl').set(lineBytes)
  f.get(index)
  word('bands').op('i32.div_u').set(slot)
  f.get(index)
  word('bands').op('i32.rem_u')
  word('bandLines').op('i32.mul').set(firstLine)
  word('data')
  word('channels').get(slot).int(2).op('i32.shl').op('i32.add').op('i32.load')
  word('channelBytes').op('i32.mul').op('i32.add').set(base)
  word('planes').get(slot)
  word('planeHeight').op('i32.mul').get(firstLine).op('i32.add')
  f.get(lineBytes).op('i32.mul').op('i32.add').set(to)
  word('extremes').get(index).int(EXTREMES.bytes).op('i32.mul').op('i32.add').set(extremes)
  word('lines').get(firstLine).int(BOX.bytes).op('i32.mul').op('i32.add').set(line)
  emitBandEnd(f, { parameters, firstLine, end })
  f.count(line, end, BOX.bytes, () => {
    emitLine(f, callees, { line, base, rowBytes, width, sums, extremes })
    f.get(parameters, sums, to).call(callees.columns)
    f.get(to, lineBytes).op('i32.add').set(to)
  })
}

/** end ← the address behind the band's last line: bandLines further, or where the plane ends. */
function emitBandEnd(
  f: FunctionEmitter,
  { parameters, firstLine, end }: { parameters: Local; firstLine: Local; end: Local },
): void {
  const word = (name: keyof typeof BOXES) => f.get(parameters).op('i32.load', BOXES[name])
  const after = f.local('i32')
  f.get(firstLine)
  word('bandLines').op('i32.add').tee(after)
  word('planeHeight').get(after)
  word('planeHeight').op('i32.lt_u').op('select').set(end)
  word('lines').get(end).int(BOX.bytes).op('i32.mul').op('i32.add').set(end)
}

interface LineLocals {
  readonly line: Local
  readonly base: Local
  readonly rowBytes: Local
  readonly width: Local
  readonly sums: Local
  readonly extremes: Local
}

function emitLine(
  f: FunctionEmitter,
  { scan, startRow, addRow }: Callees,
  { line, base, rowBytes, width, sums, extremes }: LineLocals,
): void {
  const [row, last] = f.locals('i32', 2)
  const one = f.local('f64')
  const rowAt = (name: 'first' | 'last' | 'owned') =>
    f.get(base, line).op('i32.load', BOX[name]).get(rowBytes).op('i32.mul').op('i32.add')
  rowAt('owned')
  f.get(line).op('i32.load', BOX.ownedEnd).get(line).op('i32.load', BOX.owned).op('i32.sub')
  f.get(width).op('i32.mul').get(extremes).call(scan)
  rowAt('first').set(row)
  rowAt('last').set(last)
  f.get(sums, row, width, line).op('f64.load', BOX.firstShare).call(startRow)
  f.get(row, rowBytes).op('i32.add').set(row)
  f.float(1).op('f64.promote_f32').set(one)
  f.get(row, last).op('i32.lt_u')
  f.when(() => {
    f.loop(() => {
      f.get(sums, row, width, one).call(addRow)
      f.get(row, rowBytes).op('i32.add').tee(row).get(last).op('i32.lt_u')
    })
  })
  f.get(row, last).op('i32.eq')
  f.when(() => void f.get(sums, last, width, line).op('f64.load', BOX.lastShare).call(addRow))
}

/** columns(parameters, sums, to): one line of the plane from the sums of its pixel columns. */
function emitColumns(f: FunctionEmitter): void {
  const [parameters, sums, to] = f.parameters(3)
  const [box, end, at, last] = f.locals('i32', 4)
  const [sum, area] = f.locals('f64', 2)
  const sumAt = (name: 'first' | 'last') =>
    f.get(sums, box).op('i32.load', BOX[name]).int(3).op('i32.shl').op('i32.add')
  f.get(parameters).op('f64.load', BOXES.area).set(area)
  f.get(parameters).op('i32.load', BOXES.columns).tee(box)
  f.get(parameters).op('i32.load', BOXES.planeWidth).int(BOX.bytes).op('i32.mul')
  f.op('i32.add').set(end)
  f.count(box, end, BOX.bytes, () => {
    sumAt('first').set(at)
    sumAt('last').set(last)
    f.get(box).op('f64.load', BOX.firstShare).get(at).op('f64.load').op('f64.mul').set(sum)
    f.get(at).int(8).op('i32.add').set(at)
    f.count(at, last, 8, () => void f.get(sum, at).op('f64.load').op('f64.add').set(sum))
    f.get(at, last).op('i32.eq')
    f.when(() => {
      f.get(sum, box).op('f64.load', BOX.lastShare).get(last).op('f64.load').op('f64.mul')
      f.op('f64.add').set(sum)
    })
    f.get(to, sum, area).op('f64.div').op('f32.demote_f64').op('f32.store')
    f.get(to).int(4).op('i32.add').set(to)
  })
}
