import type { Callee } from '../wasm/emitter'
import type { ModuleEmitter } from '../wasm/module'
import { emitTurn } from '../wasm/turn'
import type { BlockLayout } from './plan'

/**
 * Work division: one call turns rows into columns of one real square in place, 4×4 values and their
 * mirror image at a time. Signature: (square).
 */
export function emitBlockTurn(module: ModuleEmitter, { side, pitch }: BlockLayout): Callee {
  return module.define('turnBlock', { parameters: ['i32'], results: [] }, (f) => {
    const [square] = f.parameters(1)
    const [i, j, upper, lower] = f.locals('i32', 4)
    const [a, b] = [f.locals('v128', 4), f.locals('v128', 4)]
    f.int(0).set(i)
    f.count(i, side, 4, () => {
      f.get(i).set(j)
      f.count(j, side, 4, () => {
        for (const [row, column, place] of [
          [i, j, upper],
          [j, i, lower],
        ] as const) {
          f.get(square, row).int(pitch).op('i32.mul').op('i32.add')
          f.get(column).int(2).op('i32.shl').op('i32.add').set(place)
        }
        a.forEach((vector, row) =>
          f
            .get(upper)
            .op('v128.load', row * pitch)
            .set(vector),
        )
        b.forEach((vector, row) =>
          f
            .get(lower)
            .op('v128.load', row * pitch)
            .set(vector),
        )
        emitTurn(f, a)
        emitTurn(f, b)
        a.forEach((vector, row) => f.get(lower, vector).op('v128.store', row * pitch))
        b.forEach((vector, row) => f.get(upper, vector).op('v128.store', row * pitch))
      })
    })
  })
}
