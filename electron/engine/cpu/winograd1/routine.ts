import { emitGroupInput } from '../group-input'
import { runsOf } from '../output-blocks'
import type { WasmFeatures } from '../profile'
import { emitRunBlocks, emitTileFunctions, type TileFunctions } from '../slices'
import { PARAMETER } from '../variant'
import { emitLeast } from '../wasm/arithmetic'
import type { Callee, FunctionEmitter, Local } from '../wasm/emitter'
import { ModuleEmitter } from '../wasm/module'
import { emitChunkInput } from './input'
import { weightsPerOutput, type Winograd1Plan } from './plan'
import { emitTiles } from './tile'

/**
 * Work division of `wasm-winograd1`: a strip is a band of m = 9 − k_h output rows of one group. Chunk
 * after chunk of its columns the thread transforms the 8 input rows of every channel down into 8
 * points, Bᵀ·d. There a kernel's column is one product instead of k_h, and its taps across stay what
 * they are. For each block of M output channels and tile of N vectors the products are summed point by
 * point, in registers, and the 8 sums of every column become m pixels, Aᵀ·s. Lanes are neighbouring
 * columns from the picture to the output: nothing is turned.
 */
export function emitWinograd1(
  plan: Winograd1Plan,
  features: WasmFeatures,
): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(features.isShared)
  const input = emitChunkInput(module, plan, features)
  const tiles = emitTileFunctions([plan.blocks], (block) =>
    emitTiles(module, plan, { block, features }),
  )
  const signature = { parameters: ['i32', 'i32', 'i32'], results: [] } as const
  module.export('strip', signature, (f) => emitStrip(f, plan, { input, tiles }))
  return module.finish()
}

interface Strip {
  readonly group: Local
  /** First output row, and how many, one dilation apart. */
  readonly y: Local
  readonly rows: Local
  /** First output column of the chunk, and how many. */
  readonly x: Local
  readonly columns: Local
  readonly source: Local
  readonly constants: Local
}

/** index = group · bands + band */
function emitStrip(
  f: FunctionEmitter,
  plan: Winograd1Plan,
  { input, tiles }: { input: Callee; tiles: TileFunctions },
): void {
  const [index, scratch, parameters] = f.parameters(3)
  const [group, y, rows, x, columns, source, constants] = f.locals('i32', 7)
  const strip: Strip = { group, y, rows, x, columns, source, constants }
  const { width } = plan.geometry.output
  f.get(parameters).op('i32.load', PARAMETER.constants).set(constants)
  f.get(index).int(plan.bands).op('i32.div_u').set(group)
  emitRows(f, plan, { index, y, rows })
  emitGroupInput(f, plan.geometry, { parameters, group, to: source })
  f.get(rows)
  f.when(() => {
    f.int(0).set(x)
    f.count(x, width, plan.chunkColumns, () => {
      emitLeast(f, { limit: plan.chunkColumns, all: width, first: x, to: columns })
      f.get(source, y, x, columns, scratch, constants).call(input)
      emitBlocks(f, plan, { strip, tiles })
    })
  })
}

/** Band b holds rows m·d·⌊b/d⌋ + b mod d and every d-th below; the last ones may be short or empty. */
function emitRows(
  f: FunctionEmitter,
  { geometry, bands, side }: Winograd1Plan,
  { index, y, rows }: Record<'index' | 'y' | 'rows', Local>,
): void {
  const step = geometry.spec.dilation.y
  const { height } = geometry.output
  const band = f.local('i32')
  f.get(index).int(bands).op('i32.rem_u').tee(band)
  f.int(step)
    .op('i32.div_u')
    .int(side * step)
    .op('i32.mul')
  f.get(band).int(step).op('i32.rem_u').op('i32.add').set(y)
  f.int(height + step - 1)
    .get(y)
    .op('i32.sub')
    .int(step)
    .op('i32.div_u')
    .tee(rows)
    .int(side)
  f.get(rows).int(side).op('i32.lt_u').op('select').set(rows)
}

/** All blocks of output channels of a chunk. */
function emitBlocks(
  f: FunctionEmitter,
  plan: Winograd1Plan,
  { strip, tiles }: { strip: Strip; tiles: TileFunctions },
): void {
  const [, scratch, parameters] = f.parameters(3)
  const { group, y, rows, x, columns, constants } = strip
  const { output, outChannelsPerGroup } = plan.geometry
  const [channel, end] = f.locals('i32', 2)
  for (const run of runsOf(plan.blocks)) {
    const tile = tiles.get(run.channels)
    if (!tile) throw new Error(`no tile of ${run.channels} channels`)
    emitRunBlocks(f, { run, group, outChannelsPerGroup, channel, end }, () => {
      f.get(constants, channel)
        .int(weightsPerOutput(plan.walk) * 4)
        .op('i32.mul')
        .op('i32.add')
      f.get(parameters).op('i32.load', PARAMETER.output)
      f.get(channel).int(output.height).op('i32.mul').get(y).op('i32.add')
      f.int(output.width).op('i32.mul').get(x).op('i32.add').int(2).op('i32.shl').op('i32.add')
      f.get(rows, columns, scratch, constants).call(tile)
    })
  }
}
