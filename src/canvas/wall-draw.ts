import { biasAt, kernelValues, largestWeight, type Bench } from '../bench/bench'
import { factorsOf } from '../bench/mix'
import type { Block } from '../bench/selection'
import { cellText } from '../numbers/number-text'
import { heatOf, type HeatTable } from './heat'
import { changedKernels, type DrawnWall, type KernelPlace } from './wall-changes'
import { BIAS, cellBox, kernelBox, visibleKernels, type Box, type WallLayout } from './wall-layout'
import { letteringFor } from './wall-lettering'

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
  /** Device pixels of a CSS pixel. */
  readonly ratio: number
}

/**
 * Draws the kernels and biases that the view shows, or of these only what changed since `before` was
 * drawn on the same canvas; the pen's origin is the top left of the view. Returns what is drawn now.
 */
export function drawWall(
  pen: Pen,
  scene: WallScene,
  look: WallLook,
  before: DrawnWall | null = null,
): DrawnWall & { readonly kernels: number } {
  const now = { scene, look, largest: largestWeight(scene.bench) }
  const changed = before && changedKernels(before, now)
  // Outside of what is restored: to set another font makes the page lay out what the edit changed.
  if (scene.layout.isReadable) setFont(pen, scene.layout, look)
  pen.save()
  pen.translate(-scene.view.left, -scene.view.top)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const places = changed ?? placesInSight(scene)
  if (changed) clearPlaces(pen, now, changed)
  else clearAll(pen, now)
  drawPlaces(pen, now, places)
  drawAllSelected(pen, scene, look)
  pen.restore()
  return { ...now, kernels: places.filter(({ input }) => input !== BIAS).length }
}

function placesInSight({ layout, view }: WallScene): KernelPlace[] {
  const { outputs, inputs } = visibleKernels(layout, view)
  return outputs.flatMap((output) => [...inputs, BIAS].map((input) => ({ output, input })))
}

function clearAll(pen: Pen, { scene, look }: DrawnWall): void {
  const { left, top, width, height } = scene.view
  pen.clearRect(left, top, width, height)
  drawBand(pen, scene.layout, look)
}

/** Clears the places to whole pixels, so that no edge is half cleared, and gives them their band again. */
function clearPlaces(pen: Pen, { scene, look }: DrawnWall, places: readonly KernelPlace[]): void {
  const { layout, view, ratio } = scene
  pen.save()
  pen.beginPath()
  for (const { output, input } of places) {
    const box = boxOf(layout, { output, input })
    const left = view.left + Math.floor((box.left - 2 - view.left) * ratio) / ratio
    const top = view.top + Math.floor((box.top - 2 - view.top) * ratio) / ratio
    const width = Math.ceil((box.width + 4) * ratio) / ratio
    const height = Math.ceil((box.height + 4) * ratio) / ratio
    pen.clearRect(left, top, width, height)
    pen.rect(left, top, width, height)
  }
  pen.clip()
  drawBand(pen, layout, look)
  pen.restore()
}

function boxOf(layout: WallLayout, { output, input }: KernelPlace): Box {
  if (input === BIAS) return cellBox(layout, { output, input, y: 0, x: 0 })
  return kernelBox(layout, output, input)
}

function drawPlaces(pen: Pen, { scene, look, largest }: DrawnWall, places: readonly KernelPlace[]) {
  const { bench, layout } = scene
  const rows = factorsOf(bench.mix.outputs, layout.outputs)
  const columns = factorsOf(bench.mix.inputs, layout.inputs)
  for (const { output, input } of places) {
    if (input === BIAS) continue
    pen.globalAlpha = rows[output] === 0 || columns[input] === 0 ? SILENT : 1
    drawKernel(pen, { bench, layout, output, input, largest }, look)
  }
  const biases = places.filter(({ input }) => input === BIAS)
  if (biases.length > 0) pen.font = `${11 * layout.digits}px ${look.font}`
  for (const { output } of biases) {
    pen.globalAlpha = rows[output] === 0 ? SILENT : 1
    drawBias(pen, { layout, output, value: biasAt(bench, output) }, look)
  }
  pen.globalAlpha = 1
}

function drawAllSelected(pen: Pen, { layout, view, selected }: WallScene, look: WallLook): void {
  const seen = new Set(visibleKernels(layout, view).outputs)
  for (const block of selected) if (seen.has(block.output)) drawSelected(pen, layout, block, look)
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

function drawBand(pen: Pen, layout: WallLayout, look: WallLook): void {
  pen.fillStyle = look.band
  pen.fillRect(0, look.selectedOutput * layout.pitch.height, 1e5, layout.pitch.height)
}

interface KernelScene {
  readonly bench: Bench
  readonly layout: WallLayout
  readonly output: number
  readonly input: number
  readonly largest: number
}

function drawKernel(pen: Pen, place: KernelScene, look: WallLook): void {
  const { layout, output, input, bench } = place
  const box = kernelBox(layout, output, input)
  const values = kernelValues(bench, output, input)
  if (values.length === 0) return drawUnconnected(pen, box, look)
  const { width, height } = layout.cell
  const { room } = letteringFor(width, layout.digits)
  values.forEach((value, index) => {
    const [x, y] = [index % layout.kernel.width, Math.floor(index / layout.kernel.width)]
    const [left, top] = [box.left + x * width, box.top + y * height]
    const heat = heatOf(look.heat, value, place.largest)
    pen.fillStyle = heat.fill
    pen.fillRect(left, top, width - 1, height - 1)
    if (!layout.isReadable) return
    pen.fillStyle = value === 0 ? look.muted : heat.text
    pen.fillText(cellText(value, room), left + (width - 1) / 2, top + height / 2)
  })
  pen.strokeStyle = look.line
  pen.strokeRect(box.left - 0.5, box.top - 0.5, box.width, box.height)
}

function setFont(pen: Pen, { cell, digits }: WallLayout, look: WallLook): void {
  pen.font = `${letteringFor(cell.width, digits).face}px ${look.font}`
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
  pen.fillStyle = value === 0 ? look.muted : look.text
  pen.fillText(cellText(value, 7), box.left + box.width / 2, box.top + box.height / 2 + 0.5)
}
