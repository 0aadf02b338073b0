import type { Convolution } from '../../engine'
import { sentence, type Sentence } from '../../../contract/sentence'
import type { Matrix } from '../../convolution/singular-values'
import { errorFactor, factorize, mayHaveRank, obeysExactBound, type Factors } from './factors'

/** How many products of a column and a row a kernel slice is the sum of. */
export type Rank = 1 | 2

/** What the slices [c_o][c_i/groups] of a convolution are made of. */
export interface Separated {
  readonly factors: readonly Factors[]
  /** Largest factor of a slice, units of roundoff against Σ|w|·max|x|. */
  readonly errorFactor: number
}

/** A separation, or the sentence's middle that says why there is none. */
export type Separation = Separated | { readonly reason: Sentence }

const known = {
  1: new WeakMap<Convolution, Separation>(),
  2: new WeakMap<Convolution, Separation>(),
}

/**
 * Separates every slice into `rank` columns and rows, once per convolution. The first slice of a
 * higher rank ends it, before any singular value is computed, so that an edited weight costs nothing.
 */
export function separate(convolution: Convolution, rank: Rank): Separation {
  const found = known[rank].get(convolution) ?? separateSlices(convolution, rank)
  known[rank].set(convolution, found)
  return found
}

/** Roundings that a product of the two passes goes through: k_w across, 1 + c_i·rank·k_h down. */
export function roundings({ geometry }: Convolution, rank: Rank): number {
  const { kernel } = geometry.spec
  return kernel.width + geometry.inChannelsPerGroup * rank * kernel.height + 1
}

function separateSlices(convolution: Convolution, rank: Rank): Separation {
  const { spec, inChannelsPerGroup } = convolution.geometry
  const count = spec.outChannels * inChannelsPerGroup
  const judge = createJudge(convolution, rank)
  const factors: Factors[] = []
  let largest = 0
  for (let slice = 0; slice < count; slice++) {
    const matrix = sliceOf(convolution, slice)
    const named = sentence`kernel ${Math.floor(slice / inChannelsPerGroup)}, ${slice % inChannelsPerGroup}`
    if (!mayHaveRank(matrix, rank)) return { reason: sentence`${named} has not` }
    const found = factorize(matrix, rank)
    const factor = found && judge(matrix, found)
    if (!found || factor === null) return { reason: sentence`${named} has only nearly` }
    factors.push(found)
    largest = Math.max(largest, factor)
  }
  return { factors, errorFactor: largest }
}

/** Two products may cancel each other: their error is held to so many times the roundings made. */
const MOST_CANCELLED = 4

/**
 * Gives a slice's error factor, or null where it errs too much: one product must obey the exact
 * bound, weight by weight; a sum of two has a factor of its own that stays near it.
 */
function createJudge(
  convolution: Convolution,
  rank: Rank,
): (matrix: Matrix, factors: Factors) => number | null {
  const { spec, inChannelsPerGroup } = convolution.geometry
  const { height, width } = spec.kernel
  const steps = roundings(convolution, rank)
  const terms = inChannelsPerGroup * height * width + 1
  return (matrix, found) => {
    if (rank === 1) return obeysExactBound(matrix, found, { steps, terms }) ? terms : null
    const factor = errorFactor(matrix, found, steps)
    return factor <= MOST_CANCELLED * steps ? factor : null
  }
}

/** Slice [o][i] as the window meets it: a true convolution's kernel is turned here. */
function sliceOf({ geometry, weights }: Convolution, slice: number): Matrix {
  const { kernel, flip } = geometry.spec
  const area = kernel.height * kernel.width
  const values = Float64Array.from(weights.subarray(slice * area, (slice + 1) * area))
  return { rows: kernel.height, columns: kernel.width, values: flip ? values.reverse() : values }
}
