import type { Convolution, Tensor } from '../engine/engine'
import type { Bench } from './bench'

/** The newest full result [O,H,W], when it is of this very layer and picture; else null. */
export function mapsOfLayer(
  { store, mapsOf }: Bench,
  picture: string,
  convolution: Convolution,
): Tensor | null {
  if (mapsOf?.picture !== picture || !isSame(mapsOf.convolution, convolution)) return null
  return store.maps?.tensor ?? null
}

function isSame(one: Convolution, other: Convolution): boolean {
  return (
    JSON.stringify(one.geometry.spec) === JSON.stringify(other.geometry.spec) &&
    isSameArray(one.weights, other.weights) &&
    isSameArray(one.bias, other.bias)
  )
}

function isSameArray(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]))
}
