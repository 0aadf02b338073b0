import { BIAS, type WallCell } from '../canvas/wall-layout'
import { isConnected, weightIndex, type Bench } from './bench'
import { kernelSize } from './bench-edits'
import { moveCell, type Direction } from './walk'

/**
 * What is selected on the wall: from one cell to another. Within one kernel it is a rectangle of
 * cells; across kernels it is every kernel of the rectangle of outputs × inputs between them.
 */
export interface Selection {
  readonly anchor: WallCell
  readonly head: WallCell
}

/** A rectangle of one kernel's cells. */
export interface Block {
  readonly output: number
  readonly input: number
  readonly y: number
  readonly x: number
  readonly height: number
  readonly width: number
}

/** The numbers of a block, row by row. */
export type Matrix = readonly (readonly number[])[]

/** Whether more than one cell is selected, or whole kernels. */
export function isWide({ anchor, head }: Selection): boolean {
  return !(['output', 'input', 'y', 'x'] as const).every((axis) => anchor[axis] === head[axis])
}

/** True when whole kernels are selected. */
export function isOfKernels({ anchor, head }: Selection): boolean {
  return anchor.output !== head.output || anchor.input !== head.input
}

/** Every kernel of the wall. */
export function everything(bench: Bench): Selection {
  const [outputs] = bench.layer.weights.shape
  const { height, width } = kernelSize(bench)
  return {
    anchor: { output: 0, input: 0, y: 0, x: 0 },
    head: { output: outputs - 1, input: bench.channels - 1, y: height - 1, x: width - 1 },
  }
}

/** The blocks of a selection in reading order; kernels that the groups leave out have none. */
export function blocksOf(bench: Bench, { anchor, head }: Selection): readonly Block[] {
  const isWithin = anchor.output === head.output && anchor.input === head.input
  if (isWithin) return anchor.input === BIAS ? [] : [cellsBetween(anchor, head)]
  const { height, width } = kernelSize(bench)
  return between(anchor.output, head.output).flatMap((output) =>
    between(anchor.input, head.input)
      .filter((input) => input !== BIAS && isConnected(bench, output, input))
      .map((input): Block => ({ output, input, y: 0, x: 0, height, width })),
  )
}

function cellsBetween(anchor: WallCell, head: WallCell): Block {
  const [y, x] = [Math.min(anchor.y, head.y), Math.min(anchor.x, head.x)]
  return {
    output: anchor.output,
    input: anchor.input,
    y,
    x,
    height: Math.abs(anchor.y - head.y) + 1,
    width: Math.abs(anchor.x - head.x) + 1,
  }
}

function between(one: number, other: number): number[] {
  const first = Math.min(one, other)
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, index) => first + index)
}

/** The numbers of a block. */
export function readBlock(bench: Bench, { output, input, y, x, height, width }: Block): Matrix {
  const rowIndex = (row: number): number => weightIndex(bench, { output, input, y: y + row, x })
  return Array.from({ length: height }, (_, row) =>
    Array.from(bench.layer.weights.data.subarray(rowIndex(row), rowIndex(row) + width)),
  )
}

/** The bench with the numbers of some blocks replaced; the same bench when that changes nothing. */
export function withBlocks(
  bench: Bench,
  blocks: readonly Block[],
  matrices: readonly Matrix[],
): Bench {
  const data = bench.layer.weights.data.slice()
  blocks.forEach(({ output, input, y, x, height, width }, index) => {
    for (let row = 0; row < height; row++) {
      const at = weightIndex(bench, { output, input, y: y + row, x })
      data.set(matrices[index]?.[row]?.slice(0, width) ?? [], at)
    }
  })
  if (data.every((value, index) => Object.is(value, bench.layer.weights.data[index]))) return bench
  const touched = new Set(blocks.map(({ output }) => output))
  return {
    ...bench,
    layer: { ...bench.layer, weights: { ...bench.layer.weights, data } },
    labels: bench.labels.map((label, output) => (touched.has(output) ? null : label)),
  }
}

/** The whole kernel around a cell. */
export function kernelOf(bench: Bench, { output, input }: WallCell): Selection {
  const { height, width } = kernelSize(bench)
  return {
    anchor: { output, input, y: 0, x: 0 },
    head: { output, input, y: height - 1, x: width - 1 },
  }
}

/**
 * The head of a selection one step on: cell by cell within a kernel and over its edge to the next
 * one, then kernel by kernel. The ends of the wall hold.
 */
export function extended(bench: Bench, selection: Selection, direction: Direction): WallCell {
  const { head } = selection
  if (!isOfKernels(selection)) return moveCell(bench, head, direction)
  const [outputs] = bench.layer.weights.shape
  const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index))
  const [down, right] = STEPS[direction] ?? [0, 0]
  return {
    ...head,
    output: within(head.output + down, outputs),
    input: head.input === BIAS ? BIAS : within(head.input + right, bench.channels),
  }
}

const STEPS: Partial<Record<Direction, readonly [number, number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
  home: [0, -Infinity],
  end: [0, Infinity],
  pageUp: [-1, 0],
  pageDown: [1, 0],
}
