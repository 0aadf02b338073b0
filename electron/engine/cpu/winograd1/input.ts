import type { WasmFeatures } from '../profile'
import { emitWindowCopy } from '../window-copy'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from '../winograd/matrices'
import { emitInputPoints } from '../winograd/points'
import { vectorsOf } from '../winograd/vectors'
import type { Winograd1Plan } from './plan'

interface Callees {
  /** From the picture. */
  readonly inPlace: Callee
  /** From the window. */
  readonly fromWindow: Callee
  readonly copy: Callee
}

interface Part {
  readonly source: Local
  readonly target: Local
  readonly from: Local | null
  readonly to: Local
}

/**
 * Work division: one call transforms the input of one chunk, channel by channel, into
 * [8 points][channel][column]. Columns whose 8 rows lie in the picture are read where they are; those
 * at its ends, and all of a band that reaches into the padding, from a padded copy.
 * Signature: (first channel of the group, y, x, columns, scratch, constants).
 */
export function emitChunkInput(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  features: WasmFeatures,
): Callee {
  const { spec, inChannelsPerGroup } = plan.geometry
  const rowPitch = spec.dilation.y * spec.input.width * 4
  const callees: Callees = {
    inPlace: emitTransform(module, plan, { features, rowPitch }),
    fromWindow: emitTransform(module, plan, { features, rowPitch: plan.window.pitch }),
    copy: emitWindowCopy(module, plan.geometry, plan.window),
  }
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define('chunkInput', { parameters, results: [] }, (f) => {
    const [source, y, x, columns, scratch] = f.parameters(5)
    const [channel, target, end, from, to] = f.locals('i32', 5)
    const lanes = plan.width * 4
    f.get(columns)
      .int(plan.reach + lanes - 1)
      .op('i32.add')
      .int(-lanes)
      .op('i32.and')
      .set(end)
    emitInside(f, plan, { y, x, end, from, to })
    f.get(scratch).int(plan.scratch.points).op('i32.add').set(target)
    f.int(0).set(channel)
    f.count(channel, inChannelsPerGroup, 1, () => {
      emitCopied(f, plan, { part: { source, target, from: null, to: from }, callees })
      emitInPlace(f, plan, { part: { source, target, from, to }, callees })
      emitCopied(f, plan, { part: { source, target, from: to, to: end }, callees })
      f.get(target).int(plan.points.channel).op('i32.add').set(target)
      f.get(source)
        .int(spec.input.height * spec.input.width * 4)
        .op('i32.add')
        .set(source)
    })
  })
}

/** Columns [from, to) of [0, end) are read in place: whole vectors, 8 rows inside the picture. */
function emitInside(
  f: FunctionEmitter,
  { geometry, width }: Winograd1Plan,
  { y, x, end, from, to }: Record<'y' | 'x' | 'end' | 'from' | 'to', Local>,
): void {
  const { input, padding, dilation } = geometry.spec
  const lanes = width * 4
  const least = f.local('i32')
  const clamp = (to: Local) => {
    // Between `least` and `end`.
    f.tee(to).get(end).get(to).get(end).op('i32.lt_s').op('select').tee(to)
    f.get(least, to).get(least).op('i32.gt_s').op('select').set(to)
  }
  f.get(end).set(from)
  f.get(end).set(to)
  f.get(y).int(padding.top).op('i32.ge_s')
  f.get(y)
    .int(padding.top + input.height - (POINTS - 1) * dilation.y)
    .op('i32.lt_s')
  f.op('i32.and')
  f.when(() => {
    f.int(0).set(least)
    f.int(padding.left + lanes - 1)
      .get(x)
      .op('i32.sub')
      .int(-lanes)
      .op('i32.and')
    clamp(from)
    f.get(from).set(least)
    f.int(padding.left + input.width)
      .get(x)
      .op('i32.sub')
      .int(-lanes)
      .op('i32.and')
    clamp(to)
  })
}

/** Pushes the address of column `from` of the target, `count` columns as bytes, and the constants. */
function emitRest(f: FunctionEmitter, { target, from, to }: Part): void {
  const constants = f.parameter(5)
  f.get(target)
  if (from) f.get(from).int(2).op('i32.shl').op('i32.add')
  f.get(to)
  if (from) f.get(from).op('i32.sub')
  f.int(2).op('i32.shl').get(constants)
}

function emitInPlace(
  f: FunctionEmitter,
  { geometry }: Winograd1Plan,
  { part, callees }: { part: Part & { readonly from: Local }; callees: Callees },
): void {
  const { input, padding } = geometry.spec
  const [, y, x] = f.parameters(3)
  f.get(part.to, part.from).op('i32.gt_s')
  f.when(() => {
    f.get(part.source, y).int(padding.top).op('i32.sub').int(input.width).op('i32.mul')
    f.get(x)
      .op('i32.add')
      .get(part.from)
      .op('i32.add')
      .int(padding.left)
      .op('i32.sub')
      .int(2)
      .op('i32.shl')
      .op('i32.add')
    emitRest(f, part)
    f.call(callees.inPlace)
  })
}

function emitCopied(
  f: FunctionEmitter,
  { scratch: at }: Winograd1Plan,
  { part, callees }: { part: Part; callees: Callees },
): void {
  const { source, from, to } = part
  const [, y, x, , scratch, constants] = f.parameters(6)
  const pushFrom = () => (from ? f.get(from) : f.int(0))
  const pushWindow = () => f.get(scratch).int(at.window).op('i32.add')
  f.get(to)
  pushFrom().op('i32.gt_s')
  f.when(() => {
    f.get(source)
    pushWindow().get(y, x)
    pushFrom().op('i32.add').get(to)
    pushFrom().op('i32.sub').get(constants).call(callees.copy)
    pushWindow()
    emitRest(f, part)
    f.call(callees.fromWindow)
  })
}

/** (source, target, bytes, constants): 8 rows, `rowPitch` bytes apart, become 8 points. */
function emitTransform(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  { features, rowPitch }: { features: WasmFeatures; rowPitch: number },
): Callee {
  const parameters = ['i32', 'i32', 'i32', 'i32'] as const
  return module.define('transformInput', { parameters, results: [] }, (f) => {
    const [source, target, bytes, constants] = f.parameters(4)
    const vectors = vectorsOf(plan, features, { f, constants })
    const end = f.local('i32')
    const d = vectors.declareMany(POINTS)
    f.get(target, bytes).op('i32.add').set(end)
    f.count(target, end, plan.width * 16, () => {
      d.forEach((row, index) => vectors.load(source, index * rowPitch, row))
      emitInputPoints(vectors, d).forEach((point, index) =>
        vectors.store(target, index * plan.points.point, point),
      )
      f.get(source)
        .int(plan.width * 16)
        .op('i32.add')
        .set(source)
    })
  })
}
