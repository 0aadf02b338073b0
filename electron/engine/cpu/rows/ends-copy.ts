import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import type { Inside, RowsPlan } from './plan'

/**
 * Work division: one call copies, for a block whose rows lie in the picture, the windows of the
 * tiles at the two ends of its rows into the scratch, padding filled in. The rest of the padded
 * rows keeps what was there. Signature: (source, strip, constants); source is the address of the
 * block's first row in the group's first channel.
 */
export function emitEndsCopy(module: ModuleEmitter, plan: RowsPlan, inside: Inside): Callee {
  const { geometry, layout } = plan
  const { height, width } = geometry.spec.input
  const parameters = ['i32', 'i32', 'i32'] as const
  return module.define('copyEnds', { parameters, results: [] }, (f) => {
    const [source, strip, constants] = f.parameters(3)
    const [channel, row, from, to] = f.locals('i32', 4)
    f.int(0).set(channel)
    f.count(channel, geometry.inChannelsPerGroup, 1, () => {
      f.get(source, channel)
        .int(height * width * 4)
        .op('i32.mul')
        .op('i32.add')
        .set(from)
      f.get(strip, channel)
        .int(layout.channelPitch * 4)
        .op('i32.mul')
        .op('i32.add')
        .set(to)
      f.int(0).set(row)
      f.count(row, plan.blockRows + geometry.effectiveKernel.height - 1, 1, () => {
        emitRowEnds(f, plan, { inside, from, to, constants })
        advance(f, from, width * 4)
        advance(f, to, layout.rowPitch * 4)
      })
    })
  })
}

interface RowEnds {
  readonly inside: Inside
  /** Addresses of the row in the picture and of the padded row. */
  readonly from: Local
  readonly to: Local
  readonly constants: Local
}

function emitRowEnds(f: FunctionEmitter, plan: RowsPlan, row: RowEnds): void {
  const { spec, output, effectiveKernel } = plan.geometry
  const { left } = spec.padding
  const window = plan.tile.vectors * 4 + effectiveKernel.width - 1
  const rowEnd = left + spec.input.width
  if (row.inside.hasLeft) {
    emitPadding(f, plan, { ...row, first: 0, end: left })
    emitVectors(f, plan, { ...row, first: left, end: window })
  }
  if (row.inside.hasRight) {
    const last = output.width + effectiveKernel.width - 1
    const count = Math.ceil((rowEnd - (last - window)) / 4) * 4
    emitVectors(f, plan, { ...row, first: rowEnd - count, end: rowEnd })
    emitPadding(f, plan, { ...row, first: rowEnd, end: last })
  }
}

/** Padded columns [first,end). */
interface Columns extends RowEnds {
  readonly first: number
  readonly end: number
}

function emitPadding(f: FunctionEmitter, plan: RowsPlan, columns: Columns): void {
  const { spec } = plan.geometry
  const { first, end, from, to, constants } = columns
  const isFilled = spec.paddingMode === 'zero' || spec.paddingMode === 'constant'
  for (let column = first; column < end; column++) {
    f.get(to)
    if (isFilled) f.float(spec.paddingValue)
    else {
      f.get(from)
      f.get(constants).op('i32.load', (plan.tables.columns[0] ?? 0) + column * 4)
      f.int(2).op('i32.shl').op('i32.add').op('f32.load')
    }
    f.op('f32.store', (plan.columnAt + column) * 4)
  }
}

/** Columns of the picture by whole vectors; up to three beyond `end` are copied too. */
function emitVectors(f: FunctionEmitter, plan: RowsPlan, columns: Columns): void {
  const { left } = plan.geometry.spec.padding
  const { first, end, from, to } = columns
  for (let column = first; column < end; column += 4) {
    f.get(to, from)
      .op('v128.load', (column - left) * 4)
      .op('v128.store', (plan.columnAt + column) * 4)
  }
}

function advance(f: FunctionEmitter, address: Local, bytes: number): void {
  f.get(address).int(bytes).op('i32.add').set(address)
}
