import type { FunctionEmitter, Local } from './emitter'

/** Turns 4 rows of 4 into 4 columns, in place. */
export function emitTurn(f: FunctionEmitter, rows: readonly Local[]): void {
  const [a, b, c, d] = rows as [Local, Local, Local, Local]
  const [ab0, ab1, cd0, cd1] = f.locals('v128', 4)
  f.get(a, b).shuffle([0, 4, 1, 5]).set(ab0)
  f.get(a, b).shuffle([2, 6, 3, 7]).set(ab1)
  f.get(c, d).shuffle([0, 4, 1, 5]).set(cd0)
  f.get(c, d).shuffle([2, 6, 3, 7]).set(cd1)
  f.get(ab0, cd0).shuffle([0, 1, 4, 5]).set(a)
  f.get(ab0, cd0).shuffle([2, 3, 6, 7]).set(b)
  f.get(ab1, cd1).shuffle([0, 1, 4, 5]).set(c)
  f.get(ab1, cd1).shuffle([2, 3, 6, 7]).set(d)
}
