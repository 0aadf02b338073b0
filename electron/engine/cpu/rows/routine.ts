import { emitGroupInput } from '../group-input'
import type { WasmFeatures } from '../profile'
import { emitStripCopy } from '../strip-copy'
import { PARAMETER } from '../variant'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitEndsCopy } from './ends-copy'
import type { End } from './ends-mask'
import type { Inside, RowsPlan } from './plan'
import { emitTile, type TileShape } from './tile'
import { channelRuns, emitWalks, type Block, type TileRun, type Walk } from './walks'

/**
 * Work division of `wasm-rows`: a strip is a band of output rows of one group. The thread walks over
 * blocks of R rows, R = 1 where several would be too many streams of memory; each input vector that it
 * loads feeds up to k_h rows of the block, for M output channels at once. Blocks inside the picture
 * read it where it lies, so that each value comes from memory once. At either end of single rows zero
 * padding is masked; else the tiles there read a padded copy of their window. All copies of a strip are
 * made after the tiles between, when the rows lie in the cache, and before any is read: a load of what
 * was just stored would wait until all outputs before it are in the cache. Blocks at the upper and
 * lower border are copied whole. Strips share nothing but what is only read.
 */
export function emitRows(plan: RowsPlan, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const { inside } = plan
  const context = { plan, features }
  const padded = emitTiles(module, context, {
    name: 'padded',
    rowPitch: plan.layout.rowPitch * 4,
    isPartial: true,
    ends: [],
  })
  const direct = inside && {
    inside,
    copyEnds: emitEndsCopy(module, plan, inside),
    tiles: emitTiles(module, context, {
      name: 'inside',
      rowPitch: plan.geometry.spec.input.width * 4,
      isPartial: false,
      ends: maskedEnds(inside),
    }),
  }
  const copyStrip = emitStripCopy(module, plan.geometry, plan)
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { copyStrip, padded, direct }))
  return module.finish()
}

function emitTiles(
  module: ModuleEmitter,
  context: { plan: RowsPlan; features: WasmFeatures },
  shape: Omit<TileShape, 'channels'>,
): TileRun[] {
  return channelRuns(context.plan).map((run) => ({
    ...run,
    tile: emitTile(module, {
      ...context,
      shape: { ...shape, name: `${shape.name}${run.channels}`, channels: run.channels },
    }),
  }))
}

interface Callees {
  readonly copyStrip: Callee
  readonly padded: readonly TileRun[]
  readonly direct: Direct | null
}

/** What blocks inside the picture need. */
interface Direct {
  readonly inside: Inside
  readonly copyEnds: Callee
  readonly tiles: readonly TileRun[]
}

/** index = group · bands + band */
function emitStrip(f: FunctionEmitter, plan: RowsPlan, callees: Callees): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [group, row, end, input, constants] = f.locals('i32', 5)
  const { height } = plan.geometry.output
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(index).int(plan.bands).op('i32.div_u').set(group)
  emitGroupInput(f, plan.geometry, { parameters, group, to: input })
  f.get(index).int(plan.bands).op('i32.rem_u').int(plan.bandRows).op('i32.mul').tee(row)
  f.int(plan.bandRows).op('i32.add').tee(end).int(height)
  f.get(end).int(height).op('i32.lt_u').op('select').set(end)
  const [first, strip] = f.locals('i32', 2)
  const block = { group, row, input, strip, constants, parameters }
  f.get(row).set(first)
  const { direct } = callees
  const walkBlocks = (inside: (() => void) | null, otherwise?: () => void) => {
    f.get(first).set(row)
    f.count(row, end, plan.blockRows, () => {
      f.get(scratch)
      f.get(row).get(first).op('i32.sub')
      f.int(plan.layout.rowPitch * 4)
        .op('i32.mul')
        .op('i32.add')
        .set(block.strip)
      if (!direct || !inside) return otherwise?.()
      emitIsInside(f, row, direct.inside)
      f.when(inside, otherwise)
    })
  }
  const padded = () => emitPaddedBlock(f, plan, { block, callees })
  if (!direct) return walkBlocks(null, padded)
  walkBlocks(() => emitMiddle(f, plan, { block, direct }), padded)
  if (hasCopiedEnds(direct.inside)) walkBlocks(() => emitCopyEnds(f, plan, { block, direct }))
  if (hasCopiedEnds(direct.inside)) walkBlocks(() => emitEnds(f, plan, { block, callees, direct }))
}

function hasCopiedEnds({ hasLeft, hasRight, areEndsMasked }: Inside): boolean {
  return !areEndsMasked && (hasLeft || hasRight)
}

function maskedEnds({ hasLeft, hasRight, areEndsMasked }: Inside): End[] {
  const ends: End[] = []
  if (areEndsMasked && hasLeft) ends.push('left')
  if (areEndsMasked && hasRight) ends.push('right')
  return ends
}

/** Leaves on the stack whether the block that begins at `row` is read in place. */
function emitIsInside(f: FunctionEmitter, row: Local, { firstRow, lastRow }: Inside): void {
  f.get(row).int(firstRow).op('i32.ge_u')
  f.get(row).int(lastRow).op('i32.le_u').op('i32.and')
}

function emitPaddedBlock(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, callees }: { block: Block; callees: Callees },
): void {
  const { output, effectiveKernel } = plan.geometry
  const rows = f.local('i32')
  f.int(output.height).get(block.row).op('i32.sub').tee(rows)
  f.int(plan.blockRows).get(rows).int(plan.blockRows).op('i32.lt_u').op('select')
  f.int(effectiveKernel.height - 1)
    .op('i32.add')
    .set(rows)
  f.get(block.input, block.strip, block.row, rows, block.constants).call(callees.copyStrip)
  const last = Math.max(0, output.width - plan.tile.vectors * 4)
  emitWalks(f, plan, { block, walks: [scratchWalk(plan, { block, callees, first: 0, last })] })
}

function scratchWalk(
  { layout, columnAt }: RowsPlan,
  walk: { block: Block; callees: Callees; first: number; last: number },
): Walk {
  return {
    tiles: walk.callees.padded,
    source: walk.block.strip,
    columnAt: columnAt * 4,
    rowPitch: layout.rowPitch * 4,
    channelPitch: layout.channelPitch * 4,
    first: walk.first,
    last: walk.last,
  }
}

/** The tiles that read the picture in place. */
function emitMiddle(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, direct }: { block: Block; direct: Direct },
): void {
  const { input, padding } = plan.geometry.spec
  const { inside, tiles } = direct
  const source = f.local('i32')
  emitSource(f, plan, block)
  f.int(padding.left * 4)
    .op('i32.sub')
    .set(source)
  const walk = {
    tiles,
    source,
    columnAt: 0,
    rowPitch: input.width * 4,
    channelPitch: input.height * input.width * 4,
    first: inside.firstColumn,
    last: inside.lastColumn,
  }
  emitWalks(f, plan, { block, walks: [walk] })
}

function emitCopyEnds(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, direct }: { block: Block; direct: Direct },
): void {
  emitSource(f, plan, block)
  f.get(block.strip, block.constants).call(direct.copyEnds)
}

/** The tiles at the two ends of the rows; what they read and write still lies in the cache. */
function emitEnds(
  f: FunctionEmitter,
  plan: RowsPlan,
  { block, callees, direct }: { block: Block; callees: Callees; direct: Direct },
): void {
  const { inside } = direct
  const end = (column: number) => scratchWalk(plan, { block, callees, first: column, last: column })
  const walks: Walk[] = []
  if (inside.hasLeft) walks.push(end(0))
  if (inside.hasRight) walks.push(end(plan.geometry.output.width - plan.tile.vectors * 4))
  emitWalks(f, plan, { block, walks })
}

/** Leaves the address of the block's first input row on the stack. */
function emitSource(f: FunctionEmitter, { geometry }: RowsPlan, block: Block): void {
  const { input, padding } = geometry.spec
  f.get(block.input, block.row).int(padding.top).op('i32.sub')
  f.int(input.width * 4)
    .op('i32.mul')
    .op('i32.add')
}
