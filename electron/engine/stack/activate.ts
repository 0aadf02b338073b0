import type { Activation } from '../../contract/stack'

/** Puts every value through an activation, in place: relu is max(0, x), NaN stays NaN. */
export function activate(values: Float32Array, activation: Activation): void {
  if (activation === 'none') return
  const isRelu = activation === 'relu'
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value < 0) values[at] = isRelu ? 0 : -value
  }
}
