import { sentence } from '../../contract/sentence'
import {
  checkedOrientation,
  openTiffStructure,
  readDirectory,
  type Directory,
  type TiffStructure,
} from './image-file-directory'
import type { ByteOrder, PictureBytes } from './picture-bytes'
import type { PictureHeader } from './picture-header'

/** How the numbers of a TIFF are to be read. (TIFF 6.0, tag 339) */
export type SampleKind = 'unsigned' | 'signed' | 'float'

/** What the first directory of a TIFF says; everything that `decodeTiff` needs. */
export interface TiffFile {
  readonly header: PictureHeader
  readonly order: ByteOrder
  readonly compression: number
  readonly samplesPerPixel: number
  readonly sampleKind: SampleKind
  /** 1: samples of a pixel side by side; 2: one plane after the other. */
  readonly isPlanar: boolean
  readonly predictor: number
  readonly isWhiteZero: boolean
  /** 3 · 2^bits values of 16 bits: all R, all G, all B. */
  readonly palette: readonly number[] | null
  /** A strip is a tile that is as wide as the picture. */
  readonly tile: { readonly width: number; readonly height: number }
  readonly tiles: readonly { readonly start: number; readonly end: number }[]
  /** Bytes of one unpacked row of a tile; every row starts at a whole byte. */
  readonly rowBytes: number
}

const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  profile: 34675,
} as const

export const TIFF_COMPRESSION = {
  none: 1,
  lzw: 5,
  deflate: 8,
  packBits: 32773,
  oldDeflate: 32946,
} as const

const SAVE_PLAIN = sentence`save it as an 8-bit, 16-bit or float TIFF, grey or RGB`

/**
 * Reads the first directory of a TIFF and checks that all its strips or tiles are there.
 * Throws `bad-picture`. (TIFF 6.0 and its technical notes)
 */
export function readTiffFile(file: PictureBytes): TiffFile {
  const opened = openTiffStructure(file, 0, file.length)
  if (opened === null) file.refuse(sentence`is not a TIFF of version 42`, SAVE_PLAIN)
  const directory = readDirectory(opened.structure, opened.first)
  if (directory === null) {
    file.refuse(sentence`ends after ${file.length} bytes, before its directory`)
  }
  const get = reader(directory)
  const width = get(TAG.width, 0)
  const height = get(TAG.height, 0)
  if (width < 1 || height < 1) file.refuse(sentence`is a TIFF of ${width} × ${height} pixels`)
  const samplesPerPixel = get(TAG.samples, 1)
  const layout = readLayout(file, directory, samplesPerPixel)
  const tile = readTile(directory, width, height)
  const planes = layout.isPlanar ? samplesPerPixel : 1
  const tiles = readTiles(file, directory, { tile, width, height, planes })
  const rowBytes = Math.ceil((tile.width * layout.bitDepth * (samplesPerPixel / planes)) / 8)
  return {
    header: {
      format: 'tiff',
      width,
      height,
      channels: layout.channels,
      hasAlpha: samplesPerPixel > layout.colours,
      bitDepth: layout.bitDepth,
      frames: countDirectories(opened.structure, directory),
      orientation: checkedOrientation(get(TAG.orientation, 1)),
      hasProfile: directory.tags.has(TAG.profile),
      workBytesPerPixel: (rowBytes * tile.height * tiles.length) / (width * height),
    },
    order: opened.structure.order,
    samplesPerPixel,
    ...layout,
    tile,
    tiles,
    rowBytes,
  }
}

function reader({ tags }: Directory): (tag: number, missing: number) => number {
  return (tag, missing) => tags.get(tag)?.[0] ?? missing
}

const KIND_NAMES = {
  unsigned: sentence`unsigned`,
  signed: sentence`signed`,
  float: sentence`float`,
} as const
const SAMPLE_KINDS: readonly (SampleKind | undefined)[] = [undefined, 'unsigned', 'signed', 'float']

function readLayout(file: PictureBytes, directory: Directory, samplesPerPixel: number) {
  const get = reader(directory)
  const bits = directory.tags.get(TAG.bits) ?? [1]
  const bitDepth = bits[0] ?? 1
  const photometric = get(TAG.photometric, 1)
  const sampleKind = SAMPLE_KINDS[get(TAG.sampleFormat, 1)]
  const compression = get(TAG.compression, TIFF_COMPRESSION.none)
  const colours = photometric === 2 ? 3 : 1
  if (photometric > 3) file.refuse(sentence`is a TIFF of colour model ${photometric}`, SAVE_PLAIN)
  if (samplesPerPixel < colours || samplesPerPixel > 64) {
    file.refuse(sentence`is a TIFF of ${samplesPerPixel} samples per pixel`, SAVE_PLAIN)
  }
  if (sampleKind === undefined || !hasDepth(sampleKind, bitDepth)) {
    file.refuse(
      sentence`is a TIFF of ${bitDepth} bits per sample (${sampleKind ? KIND_NAMES[sampleKind] : sentence`no number`})`,
      SAVE_PLAIN,
    )
  }
  if (bits.some((depth) => depth !== bitDepth)) {
    file.refuse(sentence`is a TIFF of mixed bits per sample, ${bits.join(', ')}`, SAVE_PLAIN)
  }
  if (!Object.values<number>(TIFF_COMPRESSION).includes(compression)) {
    file.refuse(
      sentence`is a TIFF packed by method ${compression}`,
      sentence`save it unpacked or packed by LZW, Deflate or PackBits`,
    )
  }
  const palette = photometric === 3 ? readPalette(file, directory, bitDepth) : null
  return {
    bitDepth,
    sampleKind,
    compression,
    colours,
    channels: palette === null ? colours : 3,
    isPlanar: get(TAG.planar, 1) === 2,
    predictor: get(TAG.predictor, 1),
    isWhiteZero: photometric === 0,
    palette,
  }
}

function hasDepth(kind: SampleKind, bits: number): boolean {
  if (kind === 'float') return [16, 32, 64].includes(bits)
  return (kind === 'signed' ? [8, 16, 32] : [1, 2, 4, 8, 16, 32]).includes(bits)
}

function readPalette(file: PictureBytes, { tags }: Directory, bits: number): readonly number[] {
  const palette = tags.get(TAG.palette) ?? []
  if (bits > 8 || palette.length !== 3 * 2 ** bits) {
    file.refuse(sentence`is a TIFF whose palette has ${palette.length} values`)
  }
  return palette
}

function readTile(directory: Directory, width: number, height: number) {
  const get = reader(directory)
  if (directory.tags.has(TAG.tileWidth)) {
    return { width: get(TAG.tileWidth, 0), height: get(TAG.tileHeight, 0) }
  }
  return { width, height: Math.min(height, Math.max(1, get(TAG.rowsPerStrip, height))) }
}

interface Tiling {
  readonly tile: { readonly width: number; readonly height: number }
  readonly width: number
  readonly height: number
  readonly planes: number
}

function readTiles(file: PictureBytes, directory: Directory, tiling: Tiling): TiffFile['tiles'] {
  const { tile, width, height, planes } = tiling
  const limit = 65_536
  if (!(tile.width >= 1 && tile.width <= limit && tile.height >= 1 && tile.height <= limit)) {
    file.refuse(sentence`is a TIFF of tiles of ${tile.width} × ${tile.height}`)
  }
  const isTiled = directory.tags.has(TAG.tileWidth)
  const offsets = directory.tags.get(isTiled ? TAG.tileOffsets : TAG.stripOffsets) ?? []
  const lengths = directory.tags.get(isTiled ? TAG.tileBytes : TAG.stripBytes) ?? []
  const needed = Math.ceil(width / tile.width) * Math.ceil(height / tile.height) * planes
  if (offsets.length < needed || lengths.length < needed) {
    file.refuse(sentence`is a TIFF with ${offsets.length} of the ${needed} parts that it needs`)
  }
  return offsets.slice(0, needed).map((start, index) => {
    const end = start + (lengths[index] ?? 0)
    file.need(end)
    return { start, end }
  })
}

/** Directories of a TIFF are its pages; a chain that goes in circles ends the count. */
function countDirectories(structure: TiffStructure, first: Directory): number {
  const seen = new Set<number>()
  let next = first.next
  while (next !== 0 && !seen.has(next) && seen.size < 1000) {
    const directory = readDirectory(structure, next)
    if (directory === null) break
    seen.add(next)
    next = directory.next
  }
  return seen.size + 1
}
