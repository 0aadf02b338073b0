import { biasAt, kernelValues, type Bench } from '../bench/bench'
import { factorsOf } from '../bench/mix'
import type { Block } from '../bench/selection'
import { cellText } from '../numbers/number-text'
import { heatOf, type HeatTable } from './heat'
import { BIAS, cellBox, kernelBox, visibleKernels, type Box, type WallLayout } from './wall-layout'

/** What the wall is drawn with, besides its numbers. */
export interface WallLook {
  readonly heat: HeatTable
  readonly line: string
  readonly muted: string
  readonly text: string
  readonly raised: string
  readonly band: string
  readonly font: string
  readonly accent: string
  readonly selectedOutput: number
}

type Pen = CanvasRenderingContext2D

/** The wall, the part of it that is seen, and the blocks that are selected. */
export interface WallScene {
  readonly bench: Bench
  readonly layout: WallLayout
  readonly view: Box
  readonly selected: readonly Block[]
}

/** Draws the kernels and biases that `view` shows; the pen's origin is the top left of the view. */
export function drawWall(
  pen: Pen,
  { bench, layout, view, selected }: WallScene,
  look: WallLook,
): void {
  pen.clearRect(0, 0, view.width, view.height)
  pen.save()
  pen.translate(-view.left, -view.top)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const largest = largestWeight(bench)
  const { outputs, inputs } = visibleKernels(layout, view)
  const rows = factorsOf(bench.mix.outputs, layout.outputs)
  const columns = factorsOf(bench.mix.inputs, layout.inputs)
  for (const output of outputs) {
    if (output === look.selectedOutput) drawBand(pen, layout, look)
    for (const input of inputs) {
      pen.globalAlpha = rows[output] === 0 || columns[input] === 0 ? SILENT : 1
      drawKernel(pen, { bench, layout, output, input, largest }, look)
    }
    pen.globalAlpha = rows[output] === 0 ? SILENT : 1
    drawBias(pen, { layout, output, value: biasAt(bench, output) }, look)
  }
  pen.globalAlpha = 1
  const seen = new Set(outputs)
  for (const block of selected) if (seen.has(block.output)) drawSelected(pen, layout, block, look)
  pen.restore()
}

/** How much of a kernel is seen that takes no part in the mix. */
const SILENT = 0.3

function drawSelected(pen: Pen, layout: WallLayout, block: Block, look: WallLook): void {
  const { left, top } = cellBox(layout, block)
  const [width, height] = [block.width * layout.cell.width, block.height * layout.cell.height]
  pen.fillStyle = pen.strokeStyle = look.accent
  pen.globalAlpha = 0.16
  pen.fillRect(left, top, width - 1, height - 1)
  pen.globalAlpha = 1
  pen.lineWidth = 2
  pen.strokeRect(left - 1, top - 1, width + 1, height + 1)
  pen.lineWidth = 1
}

/** The largest |weight|: it takes the full colour. */
export function largestWeight({ layer }: Bench): number {
  let largest = 0
  for (const value of layer.weights.data) largest = Math.max(largest, Math.abs(value))
  return largest
}

function drawBand(pen: Pen, layout: WallLayout, look: WallLook): void {
  pen.fillStyle = look.band
  pen.fillRect(0, look.selectedOutput * layout.pitch.height, 1e5, layout.pitch.height)
}

interface KernelPlace {
  readonly bench: Bench
  readonly layout: WallLayout
  readonly output: number
  readonly input: number
  readonly largest: number
}

function drawKernel(pen: Pen, place: KernelPlace, look: WallLook): void {
  const { layout, output, input, bench } = place
  const box = kernelBox(layout, output, input)
  const values = kernelValues(bench, output, input)
  if (values.length === 0) return drawUnconnected(pen, box, look)
  const { width, height } = layout.cell
  setFont(pen, layout, look)
  values.forEach((value, index) => {
    const [x, y] = [index % layout.kernel.width, Math.floor(index / layout.kernel.width)]
    const [left, top] = [box.left + x * width, box.top + y * height]
    const heat = heatOf(look.heat, value, place.largest)
    pen.fillStyle = heat.fill
    pen.fillRect(left, top, width - 1, height - 1)
    if (!layout.isReadable) return
    pen.fillStyle = value === 0 ? look.muted : heat.text
    pen.fillText(
      cellText(value, roomIn(width, layout.digits)),
      left + (width - 1) / 2,
      top + height / 2,
    )
  })
  pen.strokeStyle = look.line
  pen.strokeRect(box.left - 0.5, box.top - 0.5, box.width, box.height)
}

/** How many characters a cell of this width holds. */
function roomIn(width: number, digits: number): number {
  return Math.max(4, Math.floor((width - 5) / (6.6 * digits)))
}

function setFont(pen: Pen, { cell, digits }: WallLayout, look: WallLook): void {
  const width = cell.width / digits
  const face = width < 36 ? 10 : width < 45.5 ? 10.5 : width < 55.5 ? 11.5 : 13
  pen.font = `${face * digits}px ${look.font}`
}

/** Groups leave no connection between this output and this input. */
function drawUnconnected(pen: Pen, box: Box, look: WallLook): void {
  pen.strokeStyle = look.line
  pen.setLineDash([3, 3])
  pen.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 2, box.height - 2)
  pen.setLineDash([])
}

function drawBias(
  pen: Pen,
  { layout, output, value }: { layout: WallLayout; output: number; value: number },
  look: WallLook,
): void {
  const box = cellBox(layout, { output, input: BIAS, y: 0, x: 0 })
  pen.fillStyle = look.raised
  pen.fillRect(box.left, box.top, box.width, box.height)
  pen.strokeStyle = look.line
  pen.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1)
  pen.font = `${11 * layout.digits}px ${look.font}`
  pen.fillStyle = value === 0 ? look.muted : look.text
  pen.fillText(cellText(value, 7), box.left + box.width / 2, box.top + box.height / 2 + 0.5)
}
