import { FaultError } from '../../electron/contract/faults'
import { sentence, type SentenceValue } from '../../electron/contract/sentence'

/** An array (or, with no side, a number) of an expression; the divisor is kept apart to be shown. */
export interface ArrayValue {
  readonly shape: readonly number[]
  readonly values: readonly number[]
  readonly divisor: number
}

/** A number as a value. */
export function scalar(value: number): ArrayValue {
  return { shape: [], values: [value], divisor: 1 }
}

/** An array of one number repeated. Throws `bad-weights` when it is too large. */
export function filledArray(shape: readonly number[], value: number): ArrayValue {
  const count = shape.reduce((product, side) => product * side, 1)
  if (!shape.every((side) => Number.isInteger(side) && side > 0) || count > 1e6) {
    throw new FaultError(
      'bad-weights',
      sentence`An array of ${shape.join(' × ')} cannot be made; the sides are whole numbers, the most values a million.`,
    )
  }
  return { shape, values: new Array<number>(count).fill(value), divisor: 1 }
}

/** −value */
export function negated({ shape, values, divisor }: ArrayValue): ArrayValue {
  return { shape, values: values.map((value) => -value), divisor }
}

/** A number times an array, or a column times a row. Throws `bad-weights` for anything else. */
export function multiplied(one: ArrayValue, other: ArrayValue): ArrayValue {
  const divisor = one.divisor * other.divisor
  const [factor, array] = isScalar(one) ? [one, other] : [other, one]
  if (isScalar(factor)) {
    const by = factor.values[0] ?? 1
    return { shape: array.shape, values: array.values.map((value) => value * by), divisor }
  }
  const isOuter = one.shape.length === 2 && one.shape[1] === 1 && isRow(other)
  if (isOuter) return outer(one, other)
  throw new FaultError(
    'bad-weights',
    sentence`${sizeText(one)} times ${sizeText(other)} is not read here; only a number times an array, or a column times a row.`,
  )
}

/** The outer product of two lists, [n] and [m] → [n,m]. */
export function outer(one: ArrayValue, other: ArrayValue): ArrayValue {
  return {
    shape: [one.values.length, other.values.length],
    values: one.values.flatMap((value) => other.values.map((by) => value * by)),
    divisor: one.divisor * other.divisor,
  }
}

/** An array divided by a number other than 0. Throws `bad-weights`. */
export function divided(array: ArrayValue, by: ArrayValue): ArrayValue {
  const number = (by.values[0] ?? 0) / by.divisor
  if (isScalar(by) && number !== 0) return { ...array, divisor: array.divisor * number }
  throw new FaultError(
    'bad-weights',
    isScalar(by)
      ? sentence`A division by 0 makes no weights; divide by another number.`
      : sentence`Something divided by ${sizeText(by)} is not read here; divide by a number.`,
  )
}

/** one + sign·other, of equal shapes. Throws `bad-weights`. */
export function added(one: ArrayValue, other: ArrayValue, sign: 1 | -1): ArrayValue {
  if (one.shape.join() !== other.shape.join()) {
    throw new FaultError(
      'bad-weights',
      sentence`${sizeText(one)} and ${sizeText(other)} cannot be added; give both one shape.`,
    )
  }
  const term = (index: number): number => (other.values[index] ?? 0) / other.divisor
  const values = one.values.map((value, index) => value / one.divisor + sign * term(index))
  return { shape: one.shape, values, divisor: 1 }
}

/** Rows become columns; a list becomes a column. Throws `bad-weights` for more than two sides. */
export function transposed({ shape, values, divisor }: ArrayValue): ArrayValue {
  if (shape.length > 2) {
    throw new FaultError('bad-weights', sentence`Only arrays of two sides are transposed, not ${shape.join(' × ')}.`) // prettier-ignore
  }
  const [height, width] = shape.length === 2 ? [shape[0] ?? 1, shape[1] ?? 1] : [1, values.length]
  const turned = values.map(
    (_, index) => values[(index % height) * width + Math.floor(index / height)] ?? 0,
  )
  return { shape: [width, height], values: turned, divisor }
}

/** The same values in another shape; one side may be −1. Throws `bad-weights` when it does not fit. */
export function reshaped(array: ArrayValue, sides: readonly number[]): ArrayValue {
  const known = sides.reduce((product, side) => (side === -1 ? product : product * side), 1)
  const shape = sides.map((side) => (side === -1 ? array.values.length / known : side))
  const count = shape.reduce((product, side) => product * side, 1)
  if (count === array.values.length && shape.every((side) => Number.isInteger(side) && side > 0)) {
    return { ...array, shape }
  }
  throw new FaultError(
    'bad-weights',
    sentence`${array.values.length} numbers do not make ${sides.join(' × ')}.`,
  )
}

/** Arrays of one shape side by side along a new first side. Throws `bad-weights` for ragged ones. */
export function stacked(parts: readonly ArrayValue[]): ArrayValue {
  const first = parts[0] ?? scalar(0)
  const odd = parts.findIndex(({ shape }) => shape.join() !== first.shape.join())
  if (odd >= 0) {
    throw new FaultError(
      'bad-weights',
      sentence`Row ${odd + 1} has ${parts[odd]?.shape.join(' × ') || 1} numbers, the first has ${first.shape.join(' × ') || 1}; give every row as many.`,
    )
  }
  const values = parts.flatMap((part) => part.values.map((value) => value / part.divisor))
  return { shape: [parts.length, ...first.shape], values, divisor: 1 }
}

function isScalar({ shape }: ArrayValue): boolean {
  return shape.length === 0
}

function isRow({ shape }: ArrayValue): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[0] === 1)
}

function sizeText({ shape }: ArrayValue): SentenceValue {
  return shape.length === 0 ? sentence`a number` : shape.join(' × ')
}
