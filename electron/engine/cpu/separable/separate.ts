import type { Convolution } from '../../engine'
import type { Matrix } from '../../convolution/singular-values'
import { factorize, mayHaveRank, obeysExactBound, type Factors } from './factors'

/** Factors of every kernel slice [c_o][c_i/groups], or the sentence's middle that says why there are none. */
export type Separation = { readonly factors: readonly Factors[] } | { readonly reason: string }

const known = new WeakMap<Convolution, Separation>()

/**
 * Separates every slice into a column and a row, once per convolution. The first slice that is not
 * of rank 1 ends it, before any singular value is computed, so that an edited weight costs nothing.
 */
export function separate(convolution: Convolution): Separation {
  const found = known.get(convolution) ?? separateSlices(convolution)
  known.set(convolution, found)
  return found
}

/** Roundings that a product of the two passes goes through: k_w across, 1 + c_i·k_h down. */
export function roundings({ geometry }: Convolution): number {
  const { kernel } = geometry.spec
  return kernel.width + geometry.inChannelsPerGroup * kernel.height + 1
}

function separateSlices(convolution: Convolution): Separation {
  const { spec, inChannelsPerGroup } = convolution.geometry
  const { height, width } = spec.kernel
  const count = spec.outChannels * inChannelsPerGroup
  const bound = {
    steps: roundings(convolution),
    terms: inChannelsPerGroup * height * width + 1,
  }
  const factors: Factors[] = []
  for (let slice = 0; slice < count; slice++) {
    const matrix = sliceOf(convolution, slice)
    const named = `kernel ${Math.floor(slice / inChannelsPerGroup)}, ${slice % inChannelsPerGroup}`
    if (!mayHaveRank(matrix, 1)) return { reason: `${named} has not` }
    const found = factorize(matrix, 1)
    if (!found || !obeysExactBound(matrix, found, bound))
      return { reason: `${named} has only nearly` }
    factors.push(found)
  }
  return { factors }
}

/** Slice [o][i] as the window meets it: a true convolution's kernel is turned here. */
function sliceOf({ geometry, weights }: Convolution, slice: number): Matrix {
  const { kernel, flip } = geometry.spec
  const area = kernel.height * kernel.width
  const values = Float64Array.from(weights.subarray(slice * area, (slice + 1) * area))
  return { rows: kernel.height, columns: kernel.width, values: flip ? values.reverse() : values }
}
