import { BIAS, type WallCell } from '../canvas/wall-layout'
import { isConnected, type Bench } from './bench'
import { kernelSize } from './bench-edits'

/** Directions in which the focus moves over the wall. */
export type Direction =
  'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'pageUp' | 'pageDown' | 'first' | 'last'

/**
 * The cell that an arrow, Home, End, PageUp or PageDown leads to: through a kernel, on to the next
 * connected one, then to the bias; up and down go on in the next output. `first` and `last` are the
 * wall's first weight and last bias. The ends of the wall hold.
 */
export function moveCell(bench: Bench, cell: WallCell, direction: Direction): WallCell {
  switch (direction) {
    case 'left':
    case 'right':
      return moveAcross(bench, cell, direction === 'left' ? -1 : 1)
    case 'up':
    case 'down':
      return moveDown(bench, cell, direction === 'up' ? -1 : 1)
    case 'home':
      return { ...cell, input: columnsOf(bench, cell.output)[0] ?? BIAS, x: 0 }
    case 'end':
      return biasCell(cell.output)
    case 'first':
      return endOf(bench, 0, columnsOf(bench, 0)[0] ?? BIAS, 1)
    case 'last':
      return biasCell(bench.layer.weights.shape[0] - 1)
    case 'pageUp':
    case 'pageDown':
      return toOutput(bench, cell, cell.output + (direction === 'pageUp' ? -1 : 1))
  }
}

/**
 * The next cell in reading order (outputs, kernels, rows), the bias last in each output; null past
 * the ends: the focus may leave the wall there.
 */
export function nextCell(bench: Bench, cell: WallCell, step: 1 | -1): WallCell | null {
  const { height, width } = kernelSize(bench)
  const index = cell.y * width + cell.x + step
  if (cell.input !== BIAS && index >= 0 && index < height * width) {
    return { ...cell, y: Math.floor(index / width), x: index % width }
  }
  return besideKernel(bench, cell, step)
}

function besideKernel(bench: Bench, { output, input }: WallCell, step: 1 | -1): WallCell | null {
  const columns = [...columnsOf(bench, output), BIAS]
  const next = columns[columns.indexOf(input) + step]
  if (next !== undefined) return endOf(bench, output, next, step)
  const other = output + step
  if (other < 0 || other >= bench.layer.weights.shape[0]) return null
  const [first = BIAS] = columnsOf(bench, other)
  return endOf(bench, other, step > 0 ? first : BIAS, step)
}

/** The first (step 1) or last (step −1) cell of a kernel. */
function endOf(bench: Bench, output: number, input: number, step: 1 | -1): WallCell {
  if (input === BIAS) return biasCell(output)
  const { height, width } = kernelSize(bench)
  return step > 0 ? { output, input, y: 0, x: 0 } : { output, input, y: height - 1, x: width - 1 }
}

function moveAcross(bench: Bench, cell: WallCell, step: 1 | -1): WallCell {
  const { height, width } = kernelSize(bench)
  const x = cell.x + step
  if (cell.input !== BIAS && x >= 0 && x < width) return { ...cell, x }
  const columns = [...columnsOf(bench, cell.output), BIAS]
  const input = columns[columns.indexOf(cell.input) + step]
  if (input === undefined) return cell
  if (input === BIAS) return biasCell(cell.output)
  const y = cell.input === BIAS ? (height - 1) >> 1 : cell.y
  return { ...cell, input, y, x: step > 0 ? 0 : width - 1 }
}

function moveDown(bench: Bench, cell: WallCell, step: 1 | -1): WallCell {
  const { height } = kernelSize(bench)
  const y = cell.y + step
  if (cell.input !== BIAS && y >= 0 && y < height) return { ...cell, y }
  const moved = toOutput(bench, cell, cell.output + step)
  return moved === cell || moved.input === BIAS ? moved : { ...moved, y: step > 0 ? 0 : height - 1 }
}

/** The same place in another output, or in its nearest connected kernel. */
function toOutput(bench: Bench, cell: WallCell, output: number): WallCell {
  if (output < 0 || output >= bench.layer.weights.shape[0]) return cell
  if (cell.input === BIAS) return biasCell(output)
  const columns = columnsOf(bench, output)
  const input = columns.includes(cell.input) ? cell.input : (columns[0] ?? BIAS)
  return input === BIAS ? biasCell(output) : { ...cell, output, input }
}

/** A cell that exists: the nearest one after an edit made the wall smaller. */
export function withinWall(bench: Bench, cell: WallCell): WallCell {
  const { height, width } = kernelSize(bench)
  const output = Math.min(cell.output, bench.layer.weights.shape[0] - 1)
  const columns = columnsOf(bench, output)
  const last = columns[columns.length - 1] ?? BIAS
  const input = columns.includes(cell.input) ? cell.input : last
  if (cell.input === BIAS || input === BIAS) return biasCell(output)
  return { output, input, y: Math.min(cell.y, height - 1), x: Math.min(cell.x, width - 1) }
}

function columnsOf(bench: Bench, output: number): number[] {
  const all = Array.from({ length: bench.channels }, (_, input) => input)
  return all.filter((input) => isConnected(bench, output, input))
}

function biasCell(output: number): WallCell {
  return { output, input: BIAS, y: 0, x: 0 }
}
