import type { PreviewResult } from '../electron/contract/port'
import type { Layer } from '../electron/contract/spec'
import { hasSameValues } from './numbers/same-values'
import type { Bench } from './preview-loop'

/** A whole result, and the bench that it was made of. */
export interface MadeMaps {
  readonly bench: Bench
  readonly result: PreviewResult
}

/**
 * Those of the bench's outputs whose maps are not among the `made` ones: an edit of a weight changes one
 * map, everything else (another picture, stride, room, …) all of them.
 */
export function changedOutputs(bench: Bench, made: MadeMaps | null): readonly number[] {
  if (!made || !isAlike(bench, made.bench)) return bench.outputs
  const [now, before] = [bench.layer, made.bench.layer]
  const there = new Set(made.bench.outputs)
  return bench.outputs.filter((output) => !there.has(output) || !isSame(now, before, output))
}

/** The result of some outputs, completed by the `made` maps of the others that the bench shows. */
export function completed(
  result: PreviewResult,
  bench: Bench,
  made: MadeMaps | null,
): PreviewResult {
  if (!made || result.planes.length === bench.outputs.length) return result
  const shown = new Map(partsOf(made.result).concat(partsOf(result)))
  const parts = bench.outputs.flatMap((output) => shown.get(output) ?? [])
  return {
    ...result,
    geometry: made.result.geometry,
    planes: parts.map(({ plane }) => plane),
    statistics: parts.map(({ statistics }) => statistics),
  }
}

/** Whether the `made` maps are the bench's in numbers, and at most in other sizes. */
export function hasNumbersOf(bench: Bench, made: MadeMaps | null): boolean {
  return (
    made !== null &&
    made.bench.picture === bench.picture &&
    made.bench.layer === bench.layer &&
    bench.outputs.every((output) => made.bench.outputs.includes(output))
  )
}

function partsOf({ planes, statistics }: PreviewResult) {
  return planes.flatMap((plane, index) => {
    const own = statistics[index]
    return own ? [[plane.channel, { plane, statistics: own }] as const] : []
  })
}

/** Whether the two benches make the same maps of the same weights. */
function isAlike(one: Bench, other: Bench): boolean {
  const isSameRoom = one.maxWidth === other.maxWidth && one.maxHeight === other.maxHeight
  return one.picture === other.picture && isSameRoom && hasSameSettings(one.layer, other.layer)
}

function hasSameSettings(one: Layer, other: Layer): boolean {
  const isSameShape = one.weights.shape.every((side, axis) => side === other.weights.shape[axis])
  const names = Object.keys(one) as (keyof Layer)[]
  return (
    isSameShape &&
    names.every((name) => name === 'weights' || name === 'bias' || one[name] === other[name])
  )
}

function isSame(one: Layer, other: Layer, output: number): boolean {
  if ((one.bias?.[output] ?? 0) !== (other.bias?.[output] ?? 0)) return false
  const size = one.weights.data.length / one.weights.shape[0]
  const kernels = { start: output * size, end: (output + 1) * size }
  return hasSameValues(one.weights.data, other.weights.data, kernels)
}
