import { parseMatrix, presetLayer, type Preset } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type Weights } from '../../electron/contract/spec'
import { heatOf, type HeatTable } from './heat'

export type Matrix = readonly (readonly number[])[]

/** Between and around the cells, so that zeros can be counted in both themes. */
const SEAM = 'rgb(128 134 142 / 45%)'
/** More outputs than this are left out of a small picture. */
const MOST_ROWS = 4
/** Between kernels, and the side of the smallest picture of them, pixels. */
const GAP = 2
const SMALLEST_SIDE = 48

/** The kernels of a preset as they are drawn small: rows are outputs, columns are input channels. */
export function presetMatrices(preset: Preset): Matrix[][] {
  if (preset.kind === 'random') return randomMatrices(preset)
  if (preset.kind !== 'layer') return [[parseMatrix(preset.matrix ?? '')]]
  const [first = []] = preset.kernels ?? []
  const most = fitting(parseMatrix(first[0] ?? '0'))
  return (preset.kernels ?? []).slice(0, most).map((row) => row.slice(0, most).map(parseMatrix))
}

/** How many kernels of one size fit beside each other when a cell is one pixel. */
function fitting(matrix: Matrix): number {
  const side = Math.max(matrix.length, matrix[0]?.length ?? 0)
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((SMALLEST_SIDE + GAP) / (side + GAP))))
}

/** Seeded numbers of a corner of the layer: what the whole looks like, at a fraction of the work. */
function randomMatrices(preset: Preset): Matrix[][] {
  const [outputs, inputs, height, width] = preset.shape ?? [null, 1, 1, 1]
  const few = [Math.min(outputs ?? MOST_ROWS, MOST_ROWS), Math.min(inputs, MOST_ROWS)] as const
  const corner = { ...preset, shape: [...few, height, width] as const }
  return weightMatrices(presetLayer(corner, few[1], DEFAULT_SETTINGS).weights)
}

/** Weights [O,C,h,w] as they are drawn small: `most` outputs and input channels, the first few. */
export function weightMatrices({ shape, data }: Weights, most = MOST_ROWS): Matrix[][] {
  const [outputs, inputs, height, width] = shape
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const row = (start: number): number[] => [...data.subarray(start, start + width)]
  return upTo(Math.min(outputs, most)).map((output) =>
    upTo(Math.min(inputs, most)).map((input) =>
      upTo(height).map((y) => row(((output * inputs + input) * height + y) * width)),
    ),
  )
}

/** Draws the kernels into a square of `side` pixels, as large as whole pixels allow, in the middle. */
export function drawKernelPicture(
  pen: CanvasRenderingContext2D,
  kernels: readonly (readonly Matrix[])[],
  heat: HeatTable,
  side: number,
): void {
  pen.clearRect(0, 0, side, side)
  const rows = kernels.length
  const columns = Math.max(...kernels.map((row) => row.length))
  const first = kernels[0]?.[0] ?? [[0]]
  const [height, width] = [first.length, first[0]?.length ?? 1]
  const gap = rows * columns > 1 ? GAP : 0
  const room = (count: number, size: number): number => (side - gap * (count - 1)) / (count * size)
  const cell = Math.min(
    12,
    Math.max(1, Math.floor(Math.min(room(columns, width), room(rows, height)))),
  )
  const left = Math.floor((side - columns * width * cell - gap * (columns - 1)) / 2)
  const top = Math.floor((side - rows * height * cell - gap * (rows - 1)) / 2)
  const largest = Math.max(...kernels.flat(3).map(Math.abs))
  kernels.forEach((row, output) =>
    row.forEach((matrix, input) => {
      const at = {
        left: left + input * (width * cell + gap),
        top: top + output * (height * cell + gap),
      }
      drawMatrix(pen, matrix, { ...at, cell, largest, heat })
    }),
  )
}

interface MatrixPlace {
  readonly left: number
  readonly top: number
  readonly cell: number
  readonly largest: number
  readonly heat: HeatTable
}

function drawMatrix(
  pen: CanvasRenderingContext2D,
  matrix: Matrix,
  { left, top, cell, largest, heat }: MatrixPlace,
): void {
  const seam = cell > 3 ? 1 : 0
  pen.fillStyle = SEAM
  pen.fillRect(
    left - 1,
    top - 1,
    (matrix[0]?.length ?? 0) * cell + 2 - seam,
    matrix.length * cell + 2 - seam,
  )
  matrix.forEach((row, y) =>
    row.forEach((value, x) => {
      pen.fillStyle = heatOf(heat, value, largest).fill
      pen.fillRect(left + x * cell, top + y * cell, cell - seam, cell - seam)
    }),
  )
}
