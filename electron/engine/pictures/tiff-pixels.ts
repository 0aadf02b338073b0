import { sentence } from '../../contract/sentence'
import { OPEN_A_WHOLE_COPY, refusePicture } from './picture-bytes'
import type { PlanarWriter } from './planar-writer'
import type { TiffFile } from './tiff-file'
import { sampleMaximum, tiffSamples } from './tiff-samples'
import { unpackTile } from './tiff-unpack'

/**
 * Unpacks all strips or tiles of a TIFF, then gives a function that writes them. bytes: the file.
 * Throws `bad-picture`.
 */
export async function decodeTiff(
  name: string,
  bytes: Uint8Array,
  tiff: TiffFile,
): Promise<(writer: PlanarWriter) => void> {
  const tiles: Uint8Array[] = []
  for (const [index, { start, end }] of tiff.tiles.entries()) {
    const length = placeOf(tiff, index).storedRows * tiff.rowBytes
    const tile = await unpackTile(bytes.subarray(start, end), tiff.compression, length)
    if (tile === null) {
      refusePicture(name, sentence`is damaged: its pixels cannot be unpacked`, OPEN_A_WHOLE_COPY)
    }
    tiles.push(tile)
  }
  return (writer) => tiles.forEach((tile, index) => writeTile(writer, tiff, { tile, index }))
}

/** Where a tile lies: its plane (of a planar file), first row and column, and how much of it counts. */
interface Place {
  readonly plane: number
  readonly y: number
  readonly x: number
  readonly rows: number
  readonly columns: number
  /** Rows that the file keeps: a tile is always whole, the last strip is not. */
  readonly storedRows: number
}

function placeOf({ header, tile }: TiffFile, index: number): Place {
  const across = Math.ceil(header.width / tile.width)
  const perPlane = across * Math.ceil(header.height / tile.height)
  const inPlane = index % perPlane
  const y = Math.floor(inPlane / across) * tile.height
  const x = (inPlane % across) * tile.width
  const rows = Math.min(tile.height, header.height - y)
  const isStrip = tile.width === header.width
  return {
    plane: Math.floor(index / perPlane),
    y,
    x,
    rows,
    columns: Math.min(tile.width, header.width - x),
    storedRows: isStrip ? rows : tile.height,
  }
}

function writeTile(
  writer: PlanarWriter,
  tiff: TiffFile,
  { tile, index }: { tile: Uint8Array; index: number },
): void {
  const { plane, y, x, rows, columns } = placeOf(tiff, index)
  const { rowBytes, isPlanar, palette } = tiff
  const { channels } = tiff.header
  if (isPlanar && plane >= channels) return
  const samplesPerPixel = isPlanar ? 1 : tiff.samplesPerPixel
  const all = Array.from({ length: isPlanar ? 1 : channels }, (_, channel) => channel)
  for (let row = 0; row < rows; row++) {
    const line = tile.subarray(row * rowBytes, (row + 1) * rowBytes)
    const samples = tiffSamples(tiff, line, tiff.tile.width * samplesPerPixel)
    writer.putRow({
      y: y + row,
      x,
      step: 1,
      pixels: columns,
      samples: palette ? coloursOf(palette, samples, samplesPerPixel) : samples,
      samplesPerPixel: palette ? 3 : samplesPerPixel,
      order: palette ? [0, 1, 2] : all,
      firstChannel: palette ? 0 : plane,
      divisor: palette ? 65_535 : sampleMaximum(tiff),
    })
  }
}

/** R, G, B (16 bits each) of every index; the palette holds all R, all G, all B. */
function coloursOf(
  palette: readonly number[],
  indices: ArrayLike<number>,
  samplesPerPixel: number,
): Float64Array {
  const entries = palette.length / 3
  return Float64Array.from({ length: (3 * indices.length) / samplesPerPixel }, (_, at) => {
    const index = indices[Math.floor(at / 3) * samplesPerPixel] ?? 0
    return palette[(at % 3) * entries + index] ?? 0
  })
}
