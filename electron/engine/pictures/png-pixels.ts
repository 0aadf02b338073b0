import { sentence } from '../../contract/sentence'
import { inflate } from './inflate'
import type { PlanarWriter } from './planar-writer'
import { OPEN_A_WHOLE_COPY, refusePicture } from './picture-bytes'
import { SAMPLES_PER_PIXEL, type PngFile } from './png-file'

/**
 * Decompresses a PNG's pixels, then gives a function that writes them. Every depth and colour type,
 * interlaced or not, exactly: no colour conversion, no premultiplied alpha.
 * Throws `bad-picture`.
 */
export async function decodePng(
  name: string,
  png: PngFile,
): Promise<(writer: PlanarWriter) => void> {
  const passes = passesOf(png)
  const length = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0)
  const filtered = await inflate(png.pieces, length)
  if (filtered === null) {
    refusePicture(name, sentence`is damaged: its pixels cannot be unpacked`, OPEN_A_WHOLE_COPY)
  }
  let start = 0
  for (const pass of passes) {
    unfilterPass(name, filtered.subarray(start), { pass, pixelBytes: pixelBytesOf(png) })
    start += pass.rows * (1 + pass.rowBytes)
  }
  return (writer) => writePasses(writer, png, { passes, filtered })
}

/** A picture, or one of the seven that an interlaced one is made of. */
interface Pass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
  readonly rows: number
  readonly columns: number
  readonly rowBytes: number
}

/** x, y, step x, step y of the passes of Adam7. (PNG 3rd edition, 8.1) */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

function passesOf({ header, isInterlaced, colourType }: PngFile): Pass[] {
  const bits = SAMPLES_PER_PIXEL[colourType] * header.bitDepth
  const layout = isInterlaced ? ADAM7 : ([[0, 0, 1, 1]] as const)
  return layout
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((header.width - x) / stepX)
      const rows = Math.ceil((header.height - y) / stepY)
      return { x, y, stepX, stepY, rows, columns, rowBytes: Math.ceil((columns * bits) / 8) }
    })
    .filter(({ rows, columns }) => rows > 0 && columns > 0)
}

/** Bytes between a byte and the one that filters compare it with. */
function pixelBytesOf({ header, colourType }: PngFile): number {
  return Math.max(1, (SAMPLES_PER_PIXEL[colourType] * header.bitDepth) / 8)
}

/** Undoes the filter of every row, in place. (PNG 3rd edition, 9.2) */
function unfilterPass(
  name: string,
  bytes: Uint8Array,
  { pass, pixelBytes }: { pass: Pass; pixelBytes: number },
): void {
  const { rows, rowBytes } = pass
  let above: Uint8Array = new Uint8Array(rowBytes)
  for (let row = 0; row < rows; row++) {
    const start = row * (1 + rowBytes)
    const line = bytes.subarray(start + 1, start + 1 + rowBytes)
    const unfilter = FILTERS[bytes[start] as number]
    if (unfilter === undefined) {
      refusePicture(
        name,
        sentence`is damaged: it has PNG filter ${bytes[start] ?? 0}`,
        OPEN_A_WHOLE_COPY,
      )
    }
    unfilter(line, above, pixelBytes)
    above = line
  }
}

type Unfilter = (line: Uint8Array, above: Uint8Array, pixelBytes: number) => void

const FILTERS: readonly Unfilter[] = [() => undefined, addLeft, addAbove, addMean, addPaeth]

function addLeft(line: Uint8Array, _above: Uint8Array, pixelBytes: number): void {
  for (let at = pixelBytes; at < line.length; at++) {
    line[at] = (line[at] as number) + (line[at - pixelBytes] as number)
  }
}

function addAbove(line: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < line.length; at++) {
    line[at] = (line[at] as number) + (above[at] as number)
  }
}

function addMean(line: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  for (let at = 0; at < line.length; at++) {
    const left = at < pixelBytes ? 0 : (line[at - pixelBytes] as number)
    line[at] = (line[at] as number) + ((left + (above[at] as number)) >> 1)
  }
}

/** Left, above or above-left: whichever is nearest to left + above − above-left. */
function addPaeth(line: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  for (let at = 0; at < line.length; at++) {
    const isFirst = at < pixelBytes
    const left = isFirst ? 0 : (line[at - pixelBytes] as number)
    const corner = isFirst ? 0 : (above[at - pixelBytes] as number)
    const up = above[at] as number
    const toLeft = Math.abs(up - corner)
    const toUp = Math.abs(left - corner)
    const toCorner = Math.abs(left + up - 2 * corner)
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    line[at] = (line[at] as number) + nearest
  }
}

interface Unfiltered {
  readonly passes: readonly Pass[]
  readonly filtered: Uint8Array
}

function writePasses(writer: PlanarWriter, png: PngFile, { passes, filtered }: Unfiltered): void {
  const { header, colourType } = png
  const samplesPerPixel = Math.max(header.channels, SAMPLES_PER_PIXEL[colourType])
  const order = Array.from({ length: header.channels }, (_, channel) => channel)
  const divisor = colourType === 3 ? 255 : 2 ** header.bitDepth - 1
  let start = 0
  for (const { x, y, stepX, stepY, rows, columns, rowBytes } of passes) {
    for (let row = 0; row < rows; row++, start += 1 + rowBytes) {
      const samples = samplesOf(png, filtered.subarray(start + 1, start + 1 + rowBytes), columns)
      writer.putRow({
        y: y + row * stepY,
        x,
        step: stepX,
        pixels: columns,
        samples,
        samplesPerPixel,
        order,
        firstChannel: 0,
        divisor,
      })
    }
  }
}

function samplesOf(png: PngFile, line: Uint8Array, columns: number): Uint8Array | Uint16Array {
  const { header, colourType, palette, transparency } = png
  const count = columns * SAMPLES_PER_PIXEL[colourType]
  const samples = unpackSamples(line, header.bitDepth, count)
  const hasColours = palette !== null && colourType === 3
  const colours = hasColours ? coloursOf(palette, samples) : samples
  const stored = hasColours ? 3 : SAMPLES_PER_PIXEL[colourType]
  if (header.channels <= stored) return colours
  const alphaOf = hasColours
    ? (at: number): number => transparency?.[samples[at] as number] ?? 255
    : keyedAlpha(samples, stored, png)
  return withAlpha(colours, stored, alphaOf)
}

/** Samples of each pixel with its alpha behind them. stored: samples of a pixel so far. */
function withAlpha(
  samples: Uint8Array | Uint16Array,
  stored: number,
  alphaOf: (pixel: number) => number,
): Uint8Array | Uint16Array {
  const pixels = samples.length / stored
  const length = pixels * (stored + 1)
  const all = samples instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
  for (let pixel = 0; pixel < pixels; pixel++) {
    all.set(samples.subarray(pixel * stored, (pixel + 1) * stored), pixel * (stored + 1))
    all[pixel * (stored + 1) + stored] = alphaOf(pixel)
  }
  return all
}

/** Alpha of pixels of which those of one grey or colour are clear. (PNG 3rd edition, 11.3.1.1) */
function keyedAlpha(
  samples: Uint8Array | Uint16Array,
  stored: number,
  { header, transparency }: PngFile,
): (pixel: number) => number {
  const opaque = 2 ** header.bitDepth - 1
  const key = Array.from({ length: stored }, (_, at) => {
    const [high = 0, low = 0] = transparency?.subarray(2 * at, 2 * at + 2) ?? []
    return ((high << 8) | low) & opaque
  })
  return (pixel) => (key.every((value, at) => samples[pixel * stored + at] === value) ? 0 : opaque)
}

/** Samples of 1, 2, 4, 8 or 16 bits, the highest bits first; 16 bits big-endian. */
export function unpackSamples(
  line: Uint8Array,
  bitDepth: number,
  count: number,
): Uint8Array | Uint16Array {
  if (bitDepth === 8) return line
  if (bitDepth === 16) {
    const samples = new Uint16Array(count)
    for (let at = 0; at < count; at++) {
      samples[at] = ((line[2 * at] as number) << 8) | (line[2 * at + 1] as number)
    }
    return samples
  }
  const samples = new Uint8Array(count)
  const mask = 2 ** bitDepth - 1
  for (let at = 0; at < count; at++) {
    const bit = at * bitDepth
    samples[at] = ((line[bit >> 3] as number) >> (8 - bitDepth - (bit & 7))) & mask
  }
  return samples
}

/** R, G, B of every index; one beyond the palette is black. (PNG 3rd edition, 11.2.2) */
function coloursOf(palette: Uint8Array, indices: ArrayLike<number>): Uint8Array {
  const colours = new Uint8Array(3 * indices.length)
  for (let at = 0; at < indices.length; at++) {
    const entry = 3 * (indices[at] as number)
    colours[3 * at] = palette[entry] ?? 0
    colours[3 * at + 1] = palette[entry + 1] ?? 0
    colours[3 * at + 2] = palette[entry + 2] ?? 0
  }
  return colours
}
