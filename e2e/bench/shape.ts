import { toFault } from '../../electron/contract/faults'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { createRandom, randomValues } from '../../electron/contract/random'
import { outerProducts, randomWeights } from '../../electron/engine/convolution/random-weights'
import { resolveConvolution } from '../../electron/engine/convolution/spec'
import type { Convolution, Tensor } from '../../electron/engine/engine'
import { UsageError } from './usage'
import type { BenchShape } from './suite'

const NEEDED = ['ci', 'co', 'kh', 'kw', 'h', 'w'] as const
const LISTS = { stride: 2, dilation: 2, pad: 4 } as const
const KEYS: readonly string[] = [...NEEDED, ...Object.keys(LISTS), 'groups', 'rank']

/**
 * Reads `{"ci","co","kh","kw","h","w","stride":[y,x],"dilation":[y,x],"pad":[t,r,b,l],"groups","rank"}`;
 * the last five may be left out (1, 1, 0, 1, any). Throws `UsageError`: one sentence.
 */
export function parseShape(text: string): BenchShape {
  const found = parseObject(text)
  for (const key of Object.keys(found)) {
    if (!KEYS.includes(key)) refuse(`"${key}" is not part of a shape; those are ${KEYS.join(', ')}`)
  }
  const [ci, co, kh, kw, h, w] = NEEDED.map((key) => wholeNumber(key, found[key]))
  const [strideY = 1, strideX = 1] = numbers('stride', found['stride'], 1)
  const [dilationY = 1, dilationX = 1] = numbers('dilation', found['dilation'], 1)
  const [top = 0, right = 0, bottom = 0, left = 0] = numbers('pad', found['pad'], 0)
  const shape = {
    why: 'asked for',
    input: { channels: ci ?? 0, height: h ?? 0, width: w ?? 0 },
    outChannels: co ?? 0,
    kernel: { height: kh ?? 0, width: kw ?? 0 },
    stride: { y: strideY, x: strideX },
    dilation: { y: dilationY, x: dilationX },
    padding: { top, right, bottom, left },
    groups: found['groups'] === undefined ? 1 : wholeNumber('groups', found['groups']),
    ...(found['rank'] === undefined ? {} : { rank: rankOf(found['rank']) }),
  }
  const named = { ...shape, name: describeShape(shape) }
  checkGeometry(named)
  return named
}

/** Such as `16→17 k3×5 64×48 stride 2×2 pad 1,2,1,2 groups 4`; what is usual is left out. */
export function describeShape(shape: Omit<BenchShape, 'name'>): string {
  const { input, outChannels, kernel, stride, dilation, padding, groups, rank } = shape
  const sides = [padding.top, padding.right, padding.bottom, padding.left]
  return [
    `${input.channels}→${outChannels}`,
    kernel.height === kernel.width ? `k${kernel.height}` : `k${kernel.height}×${kernel.width}`,
    `${input.width}×${input.height}`,
    ...(stride.y * stride.x === 1 ? [] : [`stride ${stride.y}×${stride.x}`]),
    ...(dilation.y * dilation.x === 1 ? [] : [`dilation ${dilation.y}×${dilation.x}`]),
    ...(sides.every((side) => side === 0) ? [] : [`pad ${sides.join(',')}`]),
    ...(groups === 1 ? [] : [`groups ${groups}`]),
    ...(rank === undefined ? [] : [`rank ${rank}`]),
  ].join(' ')
}

/** What an engine is given: the same numbers in every process, for the same shape. */
export interface BenchTask {
  readonly convolution: Convolution
  /** [C,H,W], uniform in [−1, 1) */
  readonly input: Tensor
}

/** Makes the numbers of a shape: weights, no bias (zeros), and the input. */
export function createTask(shape: BenchShape): BenchTask {
  const random = createRandom(describeShape(shape))
  const { input } = shape
  const { rank } = shape
  const convolution = convolutionOf(shape, (sides) =>
    rank ? outerProducts(random, sides, rank) : randomWeights(random, sides),
  )
  const data = randomValues(random, input.channels * input.height * input.width)
  return { convolution, input: { shape: input, data } }
}

type WeightSides = readonly [number, number, number, number]

function convolutionOf(
  shape: BenchShape,
  values: (sides: WeightSides) => Float32Array,
): Convolution {
  const { input, outChannels, kernel, groups } = shape
  const perGroup = input.channels / groups
  const sides = [outChannels, perGroup, kernel.height, kernel.width] as const
  const layer = {
    ...DEFAULT_SETTINGS,
    stride: shape.stride,
    dilation: shape.dilation,
    padding: shape.padding,
    groups,
    weights: { shape: sides, data: values(sides) },
    bias: null,
  }
  return resolveConvolution(layer, input)
}

/** Multiply-adds of one run. */
export function macsOf(shape: BenchShape): number {
  return convolutionOf(shape, ([o, i, kh, kw]) => new Float32Array(o * i * kh * kw)).geometry.macs
}

/** The engine's own sentence says what cannot be. */
function checkGeometry(shape: BenchShape): void {
  if (shape.input.channels % shape.groups !== 0) {
    refuse(`groups ${shape.groups} does not divide ci ${shape.input.channels}`)
  }
  try {
    macsOf(shape)
  } catch (error) {
    refuse(toFault(error).message.replace(/\.$/, ''))
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    refuse(`${text} is not JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(`${text} is not an object`)
  }
  return { ...value }
}

/** Largest number that any part of a shape may have; what the engine allows is less and checked too. */
const LARGEST = 1 << 20

function wholeNumber(key: string, value: unknown, least = 1): number {
  if (value === undefined) refuse(`"${key}" is missing`)
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= LARGEST) {
    return value
  }
  return refuse(
    `"${key}" is ${JSON.stringify(value)}, not a whole number from ${least} to ${LARGEST}`,
  )
}

function rankOf(value: unknown): 1 | 2 {
  if (value === 1 || value === 2) return value
  return refuse(`"rank" is ${JSON.stringify(value)}, not 1 or 2`)
}

function numbers(key: keyof typeof LISTS, value: unknown, least: number): number[] {
  if (value === undefined) return []
  const count = LISTS[key]
  if (!Array.isArray(value) || value.length !== count) {
    refuse(`"${key}" is ${JSON.stringify(value)}, not a list of ${count} numbers`)
  }
  return value.map((item: unknown) => wholeNumber(key, item, least))
}

function refuse(what: string): never {
  throw new UsageError(`--shape: ${what}.`)
}
