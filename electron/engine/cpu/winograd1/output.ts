import { emitRunCopy } from '../wasm/copy-run'
import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { POINTS } from '../winograd/matrices'
import { emitOutputPoints } from '../winograd/points'
import { vectorsOf } from '../winograd/vectors'
import { sumsPitch, type Winograd1Plan } from './plan'
import type { TileContext } from './tile'

/** Bytes from row to row and from output channel to output channel of what a tile is written into. */
interface Target {
  readonly name: string
  readonly row: number
  readonly plane: number
}

/** (sums, target, constants): a whole tile, m rows of M output channels, written where it belongs. */
export function emitOutput(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  const { output, spec } = plan.geometry
  return emitPixels(module, plan, context, {
    name: 'output',
    row: spec.dilation.y * output.width * 4,
    plane: output.height * output.width * 4,
  })
}

/**
 * (sums, target, rows, columns, scratch, constants): a tile that reaches over the last row or column
 * goes through a small buffer, of which only what lies inside is copied.
 */
export function emitEdgeOutput(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  context: TileContext,
): Callee {
  const { channels, vectors } = context.block
  const { output, spec } = plan.geometry
  const pixels = { name: 'edgePixels', row: vectors * 16, plane: plan.side * vectors * 16 }
  const toBuffer = emitPixels(module, plan, context, pixels)
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  return module.define(`edge${channels}x${vectors}`, { parameters, results: [] }, (f) => {
    const [sums, target, rows, columns, scratch, constants] = f.parameters(6)
    const [m, row, from, edge, to, count] = f.locals('i32', 6)
    f.get(scratch).int(plan.scratch.edge).op('i32.add').set(edge)
    f.get(sums, edge, constants).call(toBuffer)
    f.get(columns).int(vectors * 4)
    f.get(columns)
      .int(vectors * 4)
      .op('i32.lt_s')
      .op('select')
      .set(count)
    f.int(0).set(m)
    f.count(m, channels, 1, () => {
      f.get(edge).set(from)
      f.get(target).set(to)
      f.int(0).set(row)
      f.count(row, rows, 1, () => {
        emitRunCopy(f, { from, to, count, vectors: 1 })
        f.get(from).int(pixels.row).op('i32.add').set(from)
        f.get(to)
          .int(spec.dilation.y * output.width * 4)
          .op('i32.add')
          .set(to)
      })
      f.get(edge).int(pixels.plane).op('i32.add').set(edge)
      f.get(target)
        .int(output.height * output.width * 4)
        .op('i32.add')
        .set(target)
    })
  })
}

/** (sums, target, constants): Aᵀ·s of every column, a vector at a time. */
function emitPixels(
  module: ModuleEmitter,
  plan: Winograd1Plan,
  { block, features }: TileContext,
  { name, row, plane }: Target,
): Callee {
  const { channels, vectors: n } = block
  const pitch = sumsPitch(block)
  return module.define(
    `${name}${channels}x${n}`,
    { parameters: ['i32', 'i32', 'i32'], results: [] },
    (f) => {
      const [sums, target, constants] = f.parameters(3)
      const vectors = vectorsOf(plan, features, { f, constants })
      const [m, to, end] = f.locals('i32', 3)
      const v = vectors.declareMany(POINTS)
      const y = vectors.declareMany(plan.side)
      f.int(0).set(m)
      f.count(m, channels, 1, () => {
        f.get(target).tee(to).int(pitch.point).op('i32.add').set(end)
        f.count(to, end, plan.width * 16, () => {
          v.forEach((point, index) => vectors.load(sums, index * pitch.point, point))
          emitOutputPoints(vectors, v, y)
          y.forEach((pixels, index) => vectors.store(to, index * row, pixels))
          f.get(sums)
            .int(plan.width * 16)
            .op('i32.add')
            .set(sums)
        })
        f.get(sums)
          .int(pitch.channel - pitch.point)
          .op('i32.add')
          .set(sums)
        f.get(target).int(plane).op('i32.add').set(target)
      })
    },
  )
}
