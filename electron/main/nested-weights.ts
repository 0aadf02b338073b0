import { FaultError } from '../contract/faults'
import type { ArraySource } from '../contract/jobs'

const LEVELS = ['outputs', 'inputs', 'rows', 'columns'] as const

/**
 * Weights as nested arrays [O][I][h][w] of numbers. Throws `bad-weights` naming the first place that
 * is not like the others.
 */
export function nestedWeights(nested: readonly unknown[]): ArraySource {
  const shape = shapeOf(nested)
  const data: number[] = []
  collect(nested, shape, 'weights', data)
  return { kind: 'values', shape, data: Float32Array.from(data) }
}

/** Follows the first element down; every level must be as long as that. */
function shapeOf(nested: readonly unknown[]): readonly number[] {
  const shape: number[] = []
  let level: unknown = nested
  while (Array.isArray(level)) {
    shape.push(level.length)
    level = level[0]
  }
  if (shape.length === LEVELS.length) return shape
  return refuse(`The weights are nested ${shape.length} deep; they need 4 levels: [O][I][h][w].`)
}

function collect(value: unknown, shape: readonly number[], place: string, data: number[]): void {
  const [length, ...rest] = shape
  if (length === undefined) {
    if (typeof value !== 'number')
      refuse(`${place} is ${JSON.stringify(value)}; it needs a number.`)
    data.push(value)
    return
  }
  const level = LEVELS[LEVELS.length - shape.length] ?? 'values'
  if (!Array.isArray(value)) refuse(`${place} is no array; it needs ${length} ${level}.`)
  if (value.length !== length) {
    refuse(`${place} has ${value.length} ${level}; the first one there has ${length}.`)
  }
  value.forEach((inner, index) => collect(inner, rest, `${place}[${index}]`, data))
}

function refuse(message: string): never {
  throw new FaultError('bad-weights', message)
}
