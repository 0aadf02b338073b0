import type { Geometry } from '../../contract/spec'
import { OUTSIDE, sourceIndices } from '../convolution/padding'

/** Columns of one stride phase in a padded row: [0,from) and [to,width) come from the table. */
export interface Phase {
  /** Column modulo stride. */
  readonly phase: number
  /** Where the phase starts in a padded row, in floats. */
  readonly at: number
  /** Columns [from,to) lie inside the picture: source = start + (column − from)·stride. */
  readonly from: number
  readonly to: number
  readonly start: number
  /** Source column of every column of the phase, `OUTSIDE` where padding stands. */
  readonly sources: Int32Array
}

/**
 * The padded strip: the input rows that a band of output rows needs, padding filled in, each row
 * split by stride phase, so that the taps of neighbouring outputs are neighbours. [channel][row][phase][column]
 */
export interface StripLayout {
  readonly phases: readonly Phase[]
  /** Output rows of a strip, the last one excepted. */
  readonly outputRows: number
  /** Input rows of a strip. */
  readonly inputRows: number
  /** Floats from row to row and from channel to channel. */
  readonly rowPitch: number
  readonly channelPitch: number
  readonly bytes: number
  /** Source row of every padded row, `OUTSIDE` where padding stands. */
  readonly rowSources: Int32Array
}

/** What one thread's strip should take of its L2 cache when it is read again and again, bytes. */
export const STRIP_BYTES = 384 * 1024
/** The same when it is read once: only the rows of one kernel stay in use, and fewer are copied twice. */
export const PASSING_STRIP_BYTES = 576 * 1024
/** Floats in 4 KiB: a pitch that is a multiple of it makes all rows fight for the same cache sets. */
const ALIAS_FLOATS = 1024
/** Floats in a cache line. A store that crosses two is slow. */
const LINE_FLOATS = 16

export interface StripOptions {
  /** A strip is larger only where one output row needs it. */
  readonly stripBytes?: number
  /** Rows begin so that their columns inside the picture start on a cache line, not at 0. */
  readonly startsOnLine?: boolean
}

/**
 * Lays out the strip of one group. columnsRead: how many outputs of a row are computed, those
 * beyond its end included. minStrips: cut at least so often, for the threads' sake.
 */
export function layStrip(
  geometry: Geometry,
  columnsRead: number,
  minStrips: number,
  { stripBytes = STRIP_BYTES, startsOnLine = false }: StripOptions = {},
): StripLayout {
  const { spec, output, effectiveKernel, inChannelsPerGroup } = geometry
  const phases = layPhases(geometry, columnsRead, startsOnLine ? LINE_FLOATS : 1)
  const last = phases.at(-1)
  const rowPitch = unaliased((last?.at ?? 0) + (last?.sources.length ?? 0))
  const rowsOf = (rows: number) => (rows - 1) * spec.stride.y + effectiveKernel.height
  const bytesOf = (rows: number) => inChannelsPerGroup * rowsOf(rows) * rowPitch * 4
  let strips = Math.min(output.height, minStrips)
  while (strips < output.height && bytesOf(Math.ceil(output.height / strips)) > stripBytes) strips++
  const outputRows = Math.ceil(output.height / strips)
  const inputRows = rowsOf(outputRows)
  const channelPitch = unaliased(inputRows * rowPitch)
  return {
    phases,
    outputRows,
    inputRows,
    rowPitch,
    channelPitch,
    bytes: inChannelsPerGroup * channelPitch * 4,
    rowSources: sourceIndices(
      spec.input.height,
      [spec.padding.top, spec.padding.bottom],
      spec.paddingMode,
    ),
  }
}

/** Offset in floats of a tap (channel, ky, kx) from the strip's place of output (0, x). */
export function tapOffset(
  geometry: Geometry,
  layout: StripLayout,
  [channel, ky, kx]: readonly [number, number, number],
): number {
  const { stride, dilation } = geometry.spec
  const column = kx * dilation.x
  const phase = layout.phases.find((candidate) => candidate.phase === column % stride.x)
  if (!phase) throw new Error(`column ${column} has no phase`)
  return (
    channel * layout.channelPitch +
    ky * dilation.y * layout.rowPitch +
    phase.at +
    Math.floor(column / stride.x)
  )
}

function layPhases({ spec }: Geometry, columnsRead: number, alignment: number): Phase[] {
  const { kernel, stride, dilation, padding, input, paddingMode } = spec
  const columns = sourceIndices(input.width, [padding.left, padding.right], paddingMode)
  const reach = Math.floor(((kernel.width - 1) * dilation.x) / stride.x)
  const width = Math.ceil((columnsRead + reach) / 4) * 4
  const used = new Set(
    Array.from({ length: kernel.width }, (_, kx) => (kx * dilation.x) % stride.x),
  )
  let end = 0
  return [...used]
    .sort((a, b) => a - b)
    .map((phase) => {
      const sources = new Int32Array(width).map((_, c) => columns[c * stride.x + phase] ?? OUTSIDE)
      const found = inside(phase, width, spec)
      const at = roundUp(end + found.from, alignment) - found.from
      end = at + width
      return { phase, at, sources, ...found }
    })
}

/** The columns of a phase that lie inside the picture. */
function inside(
  phase: number,
  width: number,
  { padding, stride, input }: Geometry['spec'],
): { from: number; to: number; start: number } {
  const from = Math.min(width, Math.max(0, Math.ceil((padding.left - phase) / stride.x)))
  const end = Math.ceil((padding.left + input.width - phase) / stride.x)
  const to = Math.max(from, Math.min(width, end))
  return { from, to, start: from * stride.x + phase - padding.left }
}

function unaliased(floats: number): number {
  const rounded = roundUp(floats, LINE_FLOATS)
  return rounded % ALIAS_FLOATS === 0 ? rounded + LINE_FLOATS : rounded
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
