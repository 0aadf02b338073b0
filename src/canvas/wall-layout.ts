import type { Size } from '../../electron/contract/spec'

/** Stands for the bias column where an input channel is named. */
export const BIAS = -1

/** One cell of the wall: a weight, or an output's bias (`input` is `BIAS`, y and x are 0). */
export interface WallCell {
  readonly output: number
  readonly input: number
  readonly y: number
  readonly x: number
}

export interface Box extends Size {
  readonly left: number
  readonly top: number
}

/** Cell sizes in CSS pixels, smallest first; numbers are written from `READABLE` on. */
export const ZOOM_LEVELS: readonly Size[] = [
  { width: 8, height: 8 },
  { width: 14, height: 14 },
  { width: 32, height: 24 },
  { width: 40, height: 26 },
  { width: 46, height: 32 },
  { width: 56, height: 38 },
  { width: 72, height: 48 },
]
export const READABLE = 2
/** Room is not filled beyond this level; larger ones are chosen by hand. */
const LARGEST_FIT = 5

const BIAS_WIDTH = 56
const BIAS_HEIGHT = 28
const SMALLEST_ROW = 46
/** Of a column of numbers, for the head above it. */
const NARROWEST = 46
const MARGIN = 8
const ROW_GAP = 8
/** Between rows of enlarged cells: the room is the digits'. */
const CLOSE_GAP = 6

/** Where everything on the wall stands, in CSS pixels from the top left of its first kernel's margin. */
export interface WallLayout {
  readonly outputs: number
  readonly inputs: number
  readonly kernel: Size
  readonly cell: Size
  /** From one kernel to the next. */
  readonly pitch: Size
  readonly isReadable: boolean
  /** How much larger cells and digits are than at their level. */
  readonly digits: number
  /** The whole wall. */
  readonly width: number
  readonly height: number
}

/** Lays out `outputs` × `inputs` kernels and the bias column at a zoom level, enlarged by `digits`. */
export function layWall(
  { outputs, inputs, kernel }: Pick<WallLayout, 'outputs' | 'inputs' | 'kernel'>,
  level: number,
  digits = 1,
): WallLayout {
  const { width, height } = ZOOM_LEVELS[level] ?? { width: 46, height: 32 }
  const cell = { width: Math.round(width * digits), height: Math.round(height * digits) }
  const gap = level < READABLE ? 10 : 16
  const pitch = {
    width: Math.max(kernel.width * cell.width, level < READABLE ? 24 : NARROWEST) + gap,
    height:
      Math.max(kernel.height * cell.height, SMALLEST_ROW) + (digits > 1 ? CLOSE_GAP : ROW_GAP),
  }
  return {
    outputs,
    inputs,
    kernel,
    cell,
    pitch,
    isReadable: level >= READABLE,
    digits,
    width: inputs * pitch.width + biasWidth(digits) + 2 * MARGIN,
    height: outputs * pitch.height,
  }
}

/** A wall of no more kernels than this is worth reading by scrolling. */
const FEW_KERNELS = 32

/** The level that fills `room`: all of the wall when readable, else its width, else an overview. */
export function fittingLevel(
  wall: Pick<WallLayout, 'outputs' | 'inputs' | 'kernel'>,
  room: Size,
  digits = 1,
): number {
  const largest = (fits: (layout: WallLayout) => boolean): number => {
    for (let level = LARGEST_FIT; level > 0; level--) {
      if (fits(layWall(wall, level, digits))) return level
    }
    return 0
  }
  const inWidth = largest(({ width }) => width <= room.width)
  const whole = largest(({ width, height }) => width <= room.width && height <= room.height)
  if (whole >= READABLE) return whole
  if (inWidth >= READABLE) return Math.min(inWidth, READABLE + 1)
  return wall.outputs * wall.inputs <= FEW_KERNELS ? READABLE : whole
}

/** The box of one kernel. */
export function kernelBox(layout: WallLayout, output: number, input: number): Box {
  const { pitch, kernel, cell } = layout
  const [width, height] = [kernel.width * cell.width, kernel.height * cell.height]
  return {
    left: MARGIN + input * pitch.width + Math.floor((pitch.width - gapOf(layout) - width) / 2),
    top: output * pitch.height + Math.floor((pitch.height - height) / 2),
    width,
    height,
  }
}

/** The box of one cell. */
export function cellBox(layout: WallLayout, { output, input, y, x }: WallCell): Box {
  if (input === BIAS) return biasBox(layout, output)
  const { left, top } = kernelBox(layout, output, input)
  const { width, height } = layout.cell
  return { left: left + x * width, top: top + y * height, width, height }
}

/** The cell under a point, or null between cells. */
export function cellAt(layout: WallLayout, left: number, top: number): WallCell | null {
  const output = Math.floor(top / layout.pitch.height)
  const input = Math.floor((left - MARGIN) / layout.pitch.width)
  if (output < 0 || output >= layout.outputs || input < 0) return null
  if (input >= layout.inputs) {
    const isInside = contains(biasBox(layout, output), left, top)
    return isInside ? { output, input: BIAS, y: 0, x: 0 } : null
  }
  const box = kernelBox(layout, output, input)
  if (!contains(box, left, top)) return null
  const x = Math.floor((left - box.left) / layout.cell.width)
  const y = Math.floor((top - box.top) / layout.cell.height)
  return { output, input, y, x }
}

/** Rows and columns of kernels that a window [left, top, width, height] onto the wall shows. */
export function visibleKernels(
  layout: WallLayout,
  view: Box,
): Record<'outputs' | 'inputs', number[]> {
  const { pitch } = layout
  return {
    outputs: between(
      view.top / pitch.height,
      (view.top + view.height) / pitch.height,
      layout.outputs,
    ),
    inputs: between(
      (view.left - MARGIN) / pitch.width,
      (view.left + view.width - MARGIN) / pitch.width,
      layout.inputs,
    ),
  }
}

/** Where the head of a column stands: `BIAS` for the bias column. */
export function columnBox(layout: WallLayout, input: number): { left: number; width: number } {
  if (input === BIAS) return { left: biasLeft(layout), width: biasSize(layout).width }
  return { left: MARGIN + input * layout.pitch.width, width: layout.pitch.width - gapOf(layout) }
}

function biasBox(layout: WallLayout, output: number): Box {
  const size = biasSize(layout)
  const top = output * layout.pitch.height + Math.floor((layout.pitch.height - size.height) / 2)
  return { left: biasLeft(layout), top, ...size }
}

function biasSize({ digits }: WallLayout): Size {
  return { width: biasWidth(digits), height: Math.round(BIAS_HEIGHT * digits) }
}

/** Wider than a cell already, it grows less than its digits do. */
function biasWidth(digits: number): number {
  return Math.round(BIAS_WIDTH * (1 + (digits - 1) / 4))
}

function biasLeft({ inputs, pitch }: WallLayout): number {
  return MARGIN + inputs * pitch.width
}

function gapOf({ isReadable }: WallLayout): number {
  return isReadable ? 16 : 10
}

function contains(box: Box, left: number, top: number): boolean {
  const [across, down] = [left - box.left, top - box.top]
  return across >= 0 && across < box.width && down >= 0 && down < box.height
}

function between(from: number, to: number, count: number): number[] {
  const first = Math.max(0, Math.floor(from))
  const last = Math.min(count - 1, Math.floor(to))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}
